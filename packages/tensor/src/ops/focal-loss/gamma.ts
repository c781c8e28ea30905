import { ShapeError } from "../../errors.ts";
import { float } from "../../op.ts";

/** Checks the exponent of a focal loss. */
export function checkGamma(op: string, gamma: number): void {
  if (!(gamma >= 0 && gamma < Number.POSITIVE_INFINITY))
    throw new ShapeError(op, "a finite gamma >= 0", { gamma });
}

/** The largest exponent that is worth a loop: a power of more is 0 for all that is not close to 1. */
const LARGEST_WHOLE = 16;

/** An exponent as kernels take it: factors to multiply by, and what is left for `pow`. */
export function wholeAndFraction(gamma: number) {
  const whole = Math.min(Math.floor(gamma), LARGEST_WHOLE);
  return { whole, fraction: float(gamma - whole) };
}
