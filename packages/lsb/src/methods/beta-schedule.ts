import { checkNumber } from "../check-number.ts";
import { ConfigError } from "../errors.ts";

/**
 * The exponent `beta(t)` of the difficulty, for periods `t >= 3`. The sources differ, so the default is our
 * choice:
 *
 * - `linear`: `step * (t - 2)`, at most `cap`. Steps from 0.02 to 0.5 per epoch are in use.
 * - `ramp`: `(t - 2) / (periods - 2)`, at most 1: it grows from 0 to 1 over a run of `periods` periods.
 * - `constant`: `value`.
 */
export type BetaSchedule =
  | { readonly kind: "linear"; readonly step: number; readonly cap?: number | undefined }
  | { readonly kind: "ramp"; readonly periods: number }
  | { readonly kind: "constant"; readonly value: number };

/** Our choice: the smallest step in use, as a large exponent amplifies the noise in the means. */
export const defaultBeta: BetaSchedule = { kind: "linear", step: 0.02 };

/** `beta(t)`; 0 for `t < 3`, where no task has the two means that a difficulty needs. */
export function betaAt(schedule: BetaSchedule, period: number): number {
  if (period < 3) return 0;
  switch (schedule.kind) {
    case "linear":
      return Math.min(schedule.step * (period - 2), schedule.cap ?? Number.POSITIVE_INFINITY);
    case "ramp":
      return Math.min((period - 2) / (schedule.periods - 2), 1);
    case "constant":
      return schedule.value;
  }
}

/**
 * @throws {ConfigError} if a number is negative or not finite, a ramp is under 3 periods, or the kind is
 * unknown.
 */
export function checkBeta(balancer: string, schedule: BetaSchedule): void {
  const negative = "A negative exponent would favour the easy tasks";
  switch (schedule.kind) {
    case "linear":
      checkNumber(balancer, "beta.step", schedule.step, "at least 0", negative);
      if (schedule.cap !== undefined) checkNumber(balancer, "beta.cap", schedule.cap, "at least 0", negative);
      return;
    case "ramp":
      checkNumber(
        balancer,
        "beta.periods",
        schedule.periods,
        "at least 3",
        "Difficulty starts in the third period",
      );
      return;
    case "constant":
      checkNumber(balancer, "beta.value", schedule.value, "at least 0", negative);
      return;
    default:
      throw new ConfigError(
        balancer,
        "a kind of beta",
        { beta: JSON.stringify(schedule) },
        "Use linear, ramp or constant",
      );
  }
}
