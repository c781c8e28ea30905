import { ShapeError } from "../../errors.ts";
import type { Tensor } from "../../tensor.ts";
import { callUnary } from "./unary.ts";

// Elementwise functions of any x, of the shape of x. Gradients flow to it; at kinks they are PyTorch's.

/** max(x, 0); the gradient at 0 is 0. */
export const relu = (x: Tensor): Tensor => callUnary("relu", x);
/** min(max(x, 0), 6); the gradient is 1 between 0 and 6, and 0 at both. */
export const relu6 = (x: Tensor): Tensor => callUnary("relu6", x);
/** x where it is positive, `negativeSlope`·x elsewhere. */
export const leakyRelu = (x: Tensor, negativeSlope = 0.01): Tensor =>
  callUnary("leakyRelu", x, negativeSlope);
/** x where it is positive, `alpha`·(eˣ − 1) elsewhere. */
export const elu = (x: Tensor, alpha = 1): Tensor => callUnary("elu", x, alpha);
/** 1 / (1 + e⁻ˣ). */
export const sigmoid = (x: Tensor): Tensor => callUnary("sigmoid", x);
/** min(max(x + 3, 0), 6) / 6; the gradient is 1/6 between −3 and 3, and 0 at both. */
export const hardsigmoid = (x: Tensor): Tensor => callUnary("hardsigmoid", x);
/** x / (1 + e⁻ˣ), also called swish; NaN of −∞, as in PyTorch. */
export const silu = (x: Tensor): Tensor => callUnary("silu", x);
/** x·min(max(x + 3, 0), 6) / 6; the gradient is 0 at −3 and 1 at 3. */
export const hardswish = (x: Tensor): Tensor => callUnary("hardswish", x);

export interface GeluOptions {
  /** `"tanh"` for x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))) in place of the exact function; default `"none"`. */
  readonly approximate?: "none" | "tanh";
}

/**
 * x·Φ(x) = x/2·(1 + erf(x/√2)), with Φ the distribution function of the normal distribution, exact to the digits of
 * `f32` far below 0 too; NaN of −∞, as in PyTorch.
 *
 * @throws {ShapeError} if `approximate` is another word.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gelu.html
 */
export function gelu(x: Tensor, { approximate = "none" }: GeluOptions = {}): Tensor {
  if (approximate !== "none" && approximate !== "tanh")
    throw new ShapeError("gelu", "approximate of none or tanh", { approximate });
  return callUnary(approximate === "tanh" ? "geluTanh" : "gelu", x);
}

export interface SoftplusOptions {
  /** Default 1. */
  readonly beta?: number;
  /** Where `beta`·x exceeds it the result is x; default 20. */
  readonly threshold?: number;
}

/**
 * log(1 + e^(beta·x)) / beta.
 *
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softplus.html
 */
export const softplus = (x: Tensor, { beta = 1, threshold = 20 }: SoftplusOptions = {}): Tensor =>
  callUnary("softplus", x, beta, threshold);
