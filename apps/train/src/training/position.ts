import type { StepState } from "@equipoise/lsb";

/** How far a run has come, as far as it does not lie on the device: plain JSON. */
export interface Position {
  /** Steps made. The epoch, the place in its data and the learning rate follow from it. */
  readonly step: number;
  /** Epoch after which splits were evaluated last; 0 is before training, null not yet at all. */
  readonly evaluated: number | null;
  readonly balancer: StepState;
  /** Tells which images were seen in which order: a hash of their names so far. */
  readonly order: string;
  /** Milliseconds that the run has taken, those in which it trained, and of these those in which it waited for data. */
  readonly milliseconds: { readonly whole: number; readonly training: number; readonly waiting: number };
  /** The most that tensors took of a device so far: what is left to do may take less. */
  readonly peakBytes: number;
}

/** Where a run begins. */
export const beginning = (balancer: StepState): Position => ({
  step: 0,
  evaluated: null,
  balancer,
  order: "",
  milliseconds: { whole: 0, training: 0, waiting: 0 },
  peakBytes: 0,
});
