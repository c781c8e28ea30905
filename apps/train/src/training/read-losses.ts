import type { StepEvent } from "../events.ts";
import { checkFinite, checkSkipped } from "./loss-check.ts";
import type { OnNan } from "./precision.ts";
import type { Trainer } from "./trainer.ts";

/**
 * The losses of the latest step as a log wants them; null for a task without a label in its batch, and for one that is
 * not finite, of a step that was skipped.
 *
 * @throws {TrainingError} if one is not finite and no step is to be skipped, or nothing but skipped steps is left.
 */
export async function readLosses(
  trainer: Trainer,
  { step, onNan, perStep }: { readonly step: number; readonly onNan: OnNan; readonly perStep: boolean },
): Promise<Pick<StepEvent, "losses" | "weights" | "overall" | "skipped">> {
  const { losses, weights } = await trainer.latest();
  if (onNan === "stop") checkFinite(losses, step);
  await trainer.check();
  const skipped = await trainer.skipped();
  checkSkipped(skipped, step);
  const overall = Object.entries(losses).reduce((total, [task, loss]) => total + weights[task]! * loss, 0);
  return {
    losses: Object.fromEntries(
      Object.entries(losses).map(([task, loss]) => [task, trainer.hadLabel(task) ? orNull(loss) : null]),
    ),
    ...(perStep && {
      weights: Object.fromEntries(Object.entries(weights).map(([task, weight]) => [task, orNull(weight)])),
    }),
    overall: orNull(overall),
    ...(skipped.total > 0 && { skipped: skipped.total }),
  };
}

/** JSON has no other number that is none. */
const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
