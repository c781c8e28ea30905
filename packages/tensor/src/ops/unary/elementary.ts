import { ShapeError } from "../../errors.ts";
import type { Tensor } from "../../tensor.ts";
import { callUnary } from "./unary.ts";

// Elementwise functions of any x, of the shape of x. Gradients flow to it.

/** −x. */
export const neg = (x: Tensor): Tensor => callUnary("neg", x);
/** eˣ. */
export const exp = (x: Tensor): Tensor => callUnary("exp", x);
/** eˣ − 1, with all its digits near 0. */
export const expm1 = (x: Tensor): Tensor => callUnary("expm1", x);
/** The natural logarithm; −∞ at 0, NaN below. */
export const log = (x: Tensor): Tensor => callUnary("log", x);
/** log(1 + x), with all its digits near 0; −∞ at −1, NaN below. */
export const log1p = (x: Tensor): Tensor => callUnary("log1p", x);
/** √x; NaN below 0. The gradient at 0 is infinite. */
export const sqrt = (x: Tensor): Tensor => callUnary("sqrt", x);
/** 1 / √x; infinite at 0, NaN below. */
export const rsqrt = (x: Tensor): Tensor => callUnary("rsqrt", x);
/** 1 / x; ±∞ at ±0. */
export const reciprocal = (x: Tensor): Tensor => callUnary("reciprocal", x);
/** x². */
export const square = (x: Tensor): Tensor => callUnary("square", x);
/** |x|; the gradient at 0 is 0. */
export const abs = (x: Tensor): Tensor => callUnary("abs", x);
/** The sine of x in radians, however large; NaN of ±∞. */
export const sin = (x: Tensor): Tensor => callUnary("sin", x);
/** The cosine of x in radians, however large; NaN of ±∞. */
export const cos = (x: Tensor): Tensor => callUnary("cos", x);
/** The hyperbolic tangent. */
export const tanh = (x: Tensor): Tensor => callUnary("tanh", x);
/** 2/√π ∫₀ˣ e^(−t²) dt. */
export const erf = (x: Tensor): Tensor => callUnary("erf", x);

/** The largest integer ≤ x. The gradient is 0. */
export const floor = (x: Tensor): Tensor => callUnary("floor", x);
/** The least integer ≥ x. The gradient is 0. */
export const ceil = (x: Tensor): Tensor => callUnary("ceil", x);
/** The nearest integer, the even one of two as near. The gradient is 0. */
export const round = (x: Tensor): Tensor => callUnary("round", x);
/** −1, 0 or 1; 0 of a NaN, as in PyTorch. The gradient is 0. */
export const sign = (x: Tensor): Tensor => callUnary("sign", x);

/**
 * min(max(x, min), max); the gradient is 1 within `[min, max]`, its ends included, and 0 outside.
 *
 * @throws {ShapeError} if `min` exceeds `max`.
 */
export function clamp(x: Tensor, min: number, max: number): Tensor {
  if (!(min <= max)) throw new ShapeError("clamp", "min <= max", { min, max });
  return callUnary("clamp", x, min, max);
}
