import { apply } from "../../apply.ts";
import { type Floating, floating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Op } from "../../op.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import backwardX from "./backward-x.wgsl";
import forward from "./forward.wgsl";
import { type UnaryName, unaryFunctions } from "./functions.ts";

/** The constants of a function that has any; 0 in others. */
export interface UnaryAttrs {
  readonly a: number;
  readonly b: number;
}

/** The op of one elementwise function: `x` and the result have any shape, the same. */
function unaryOp(name: UnaryName): Op<"x", UnaryAttrs> {
  const { code, needs } = unaryFunctions[name];
  const launchOf = ({ y, dtypes, attrs: { a, b } }: Call<"x", UnaryAttrs>, made: string) => ({
    real: dtypes["x"] as Floating,
    writes: { [made]: { shape: y, dtype: dtypes["x"]! } },
    params: { size: size(y), a: float(a), b: float(b), nan: float(Number.NaN) },
    constants: { F: code },
    grid: linear(size(y) / 4),
  });
  return {
    name,
    inputs: ["x"],
    dtypes: { x: floating },
    shape: ({ x }) => x,
    dtype: ({ dtypes }) => dtypes["x"]!,
    forward: (call) => [{ code: forward, reads: ["x"], map: 1, ...launchOf(call, "y") }],
    backward: { x: (call) => [{ code: backwardX, reads: ["dy", needs], map: 2, ...launchOf(call, "dx") }] },
    cut: ({ y }) => (y.length > 0 ? { inputs: ["x"], y: "cut" } : null),
    flops: ({ y }) => size(y),
  };
}

/** The records of all elementwise functions of one variable. */
export const unaryOps = Object.fromEntries(
  Object.keys(unaryFunctions).map((name) => [name, unaryOp(name as UnaryName)]),
) as Readonly<Record<UnaryName, Op<"x", UnaryAttrs>>>;

const call = (name: UnaryName, x: Tensor, a = 0, b = 0): Tensor => apply(unaryOps[name], { x }, { a, b });

/** −x. */
export const neg = (x: Tensor): Tensor => call("neg", x);
/** eˣ. */
export const exp = (x: Tensor): Tensor => call("exp", x);
/** The natural logarithm; −∞ at 0, NaN below. */
export const log = (x: Tensor): Tensor => call("log", x);
/** √x; NaN below 0. The gradient at 0 is infinite. */
export const sqrt = (x: Tensor): Tensor => call("sqrt", x);
/** |x|; the gradient at 0 is 0. */
export const abs = (x: Tensor): Tensor => call("abs", x);
/** max(x, 0); the gradient at 0 is 0. */
export const relu = (x: Tensor): Tensor => call("relu", x);
/** x where it is positive, `negativeSlope`·x elsewhere. */
export const leakyRelu = (x: Tensor, negativeSlope = 0.01): Tensor => call("leakyRelu", x, negativeSlope);
/** 1 / (1 + e⁻ˣ). */
export const sigmoid = (x: Tensor): Tensor => call("sigmoid", x);
/** The hyperbolic tangent. */
export const tanh = (x: Tensor): Tensor => call("tanh", x);

/**
 * min(max(x, min), max); the gradient is 1 within `[min, max]`, its ends included, and 0 outside.
 *
 * @throws {ShapeError} if `min` exceeds `max`.
 */
export function clamp(x: Tensor, min: number, max: number): Tensor {
  if (!(min <= max)) throw new ShapeError("clamp", "min <= max", { min, max });
  return call("clamp", x, min, max);
}
