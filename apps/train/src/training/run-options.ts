import type { Dataset } from "@equipoise/datasets";
import type { PerTask } from "@equipoise/lsb";
import type { HostTensor, MultiTaskNetwork } from "@equipoise/nn";
import type { Device } from "@equipoise/tensor";
import type { Config } from "../config/schema.ts";
import type { RunEvent } from "../events.ts";
import type { Position } from "./position.ts";

/** A moment of a run, from which it goes on as if it had never stopped. */
interface Moment {
  /** What changes on the device, by name. */
  readonly tensors: Readonly<Record<string, HostTensor>>;
  readonly position: Position;
}

export interface RunOptions {
  readonly config: Config;
  readonly dataset: Dataset;
  readonly device: Device;
  readonly network: MultiTaskNetwork;
  /** Where to go on; default the beginning. */
  readonly from?: Moment | null;
  /** Called with every event as it happens. */
  readonly onEvent: (event: RunEvent) => void;
  /** Called before each step with the weights in force; `step` counts from 1. */
  readonly onStep?: (step: number, steps: number, weights: PerTask) => void;
  /** Called after each evaluation, while the network rests. */
  readonly onEvaluated?: (at: { readonly epoch: number; readonly step: number }) => Promise<void>;
  /** Called with moments to go on from, as often as the configuration says, when it is stopped, and before its end. */
  readonly onMoment?: (moment: Moment) => void;
  /** Stops the run after the step that is being made. */
  readonly signal?: AbortSignal;
}
