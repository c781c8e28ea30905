import type { PerTask } from "@equipoise/lsb";
import { TrainingError } from "./training-error.ts";

/** The losses themselves. @throws {TrainingError} if one is not finite; it names the task and the step. */
export function checkFinite(losses: PerTask, step: number): PerTask {
  for (const [task, loss] of Object.entries(losses))
    if (!Number.isFinite(loss))
      throw new TrainingError(
        `training: expected a finite loss of ${task}; got ${loss} in step ${step}. ` +
          "Lower the learning rate, for example --set optimizer.lr=1e-4",
      );
  return losses;
}
