import { fiveLayers } from "./five-layers.ts";
import { smallNetwork } from "./small-network.ts";
import type { TrainingStep } from "./training-step.ts";

/** The steps that are measured; another network is another entry. */
export const trainingSteps: readonly TrainingStep[] = [fiveLayers, smallNetwork];
