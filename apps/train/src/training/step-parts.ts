import type { TaskInfo } from "@equipoise/datasets";
import type { PerTask } from "@equipoise/lsb";
import type { MultiTaskNetwork, Optimizer } from "@equipoise/nn";
import { type Device, full, mul, reshape, type Tensor } from "@equipoise/tensor";
import type { BatchTensors } from "./batch-tensors.ts";
import type { PrecisionPolicy } from "./precision.ts";
import type { SkippedSteps } from "./skipped-steps.ts";
import { taskLoss } from "./task-loss.ts";

/** What every step of training works with, however its losses are balanced. */
export interface StepParts {
  readonly device: Device;
  readonly network: MultiTaskNetwork;
  readonly tasks: readonly TaskInfo[];
  /** What the loss of a task is multiplied by; 1 where it is left out. */
  readonly lossFactors: PerTask;
  readonly optimizer: Optimizer;
  readonly precision: PrecisionPolicy;
  /** Null where a step that is not finite ends the run. */
  readonly skipped: SkippedSteps | null;
}

/** The loss `[1]` of each task on a batch, as it trains. */
export function taskLosses(parts: StepParts, { image, targets }: BatchTensors): Tensor[] {
  const { network, tasks, precision, lossFactors } = parts;
  return precision.forward(() => {
    const outputs = network.forward(image, "train");
    return tasks.map(({ name }) => {
      const loss = reshape(taskLoss(outputs[name]!, targets[name]!), [1]);
      const factor = lossFactors[name] ?? 1;
      return factor === 1 ? loss : mul(loss, full(loss.device, [1], factor));
    });
  });
}
