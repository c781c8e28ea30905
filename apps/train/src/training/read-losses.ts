import type { PerTask } from "@equipoise/lsb";
import type { StepEvent } from "../events.ts";
import { checkFinite, checkSkipped } from "./loss-check.ts";
import type { OnNan } from "./precision.ts";
import type { Trainer } from "./trainer.ts";

/**
 * The losses of the latest step as a log wants them; one that is not finite, of a step that was skipped, is null.
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
    losses: known(losses),
    ...(perStep && { weights: known(weights) }),
    overall: orNull(overall),
    ...(skipped.total > 0 && { skipped: skipped.total }),
  };
}

const known = (values: PerTask): Record<string, number | null> =>
  Object.fromEntries(Object.entries(values).map(([task, value]) => [task, orNull(value)]));

/** JSON has no other number that is none. */
const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
