import { deepLab } from "./deep-lab.ts";
import { fiveLayers } from "./five-layers.ts";
import { smallNetwork } from "./small-network.ts";
import type { TrainingStep } from "./training-step.ts";

/** The steps that are measured; another network is another entry. */
export const trainingSteps: readonly TrainingStep[] = [
  fiveLayers,
  smallNetwork,
  deepLab(50, { images: 2, height: 96, width: 128 }),
  deepLab(50, { images: 8, height: 288, width: 384 }),
];
