import type { PerTask } from "@equipoise/lsb";
import type { EvalEvent } from "../events.ts";
import { TrainingError } from "./training-error.ts";

const lower = "Lower the learning rate, for example --set optimizer.lr=1e-4";
const cure = `${lower}, or leave such steps out with --on-nan skip`;

/** The losses themselves. @throws {TrainingError} if one is not finite; it names the task and the step. */
export function checkFinite(losses: PerTask, step: number): PerTask {
  for (const [task, loss] of Object.entries(losses))
    if (!Number.isFinite(loss))
      throw new TrainingError(
        `training: expected a finite loss of ${task}; got ${loss} in step ${step}. ${cure}`,
      );
  return losses;
}

/** Steps in a row that may be skipped: as good as sure, by then, that no further one will be finite. */
const most = 100;

/** @throws {TrainingError} if a run does nothing any more but skip steps. */
export function checkSkipped({ inARow }: { readonly inARow: number }, step: number): void {
  if (inARow >= most)
    throw new TrainingError(
      `training: expected a finite step now and then; got ${inARow} in a row that are not, up to step ${step}. ` +
        lower,
    );
}

/** Values that a run can go on from. @throws {TrainingError} if one is not finite; it names the tensor. */
export function checkTensors(
  tensors: Readonly<Record<string, { readonly data: ArrayLike<number | bigint> }>>,
  step: number,
): void {
  for (const [name, { data }] of Object.entries(tensors))
    if (data instanceof Float32Array && !data.every(Number.isFinite))
      throw new TrainingError(
        `training: expected finite numbers in ${name}; got ${data.find((value) => !Number.isFinite(value))} after ` +
          `step ${step}. ${cure}`,
      );
}

/** @throws {TrainingError} if the network gives no numbers any more: a loss or a metric of an evaluation is not finite. */
export function checkEvaluation(
  { losses, metrics }: Pick<EvalEvent, "losses" | "metrics">,
  { split, step }: { readonly split: string; readonly step: number },
): void {
  for (const [task, loss] of Object.entries(losses))
    for (const [name, value] of Object.entries({ loss, ...metrics[task] }))
      if (value !== null && !Number.isFinite(value))
        throw new TrainingError(
          `training: expected a finite ${name} of ${task} on ${split}; got ${value} after step ${step}. ${lower}`,
        );
}
