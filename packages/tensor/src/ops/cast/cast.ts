import { apply } from "../../apply.ts";
import { expectDtype } from "../../create.ts";
import { type Dtype, type Floating, isFloating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { byImage, type Op } from "../../op.ts";
import type { Tensor } from "../../tensor.ts";
import { castable, castLaunch } from "./launch.ts";

export interface CastAttrs {
  readonly dtype: Floating;
}

export const castOp: Op<"x", CastAttrs> = {
  name: "cast",
  inputs: ["x"],
  dtypes: { x: castable },
  shape: ({ x }) => x,
  dtype: ({ attrs: { dtype } }) => dtype,
  forward: ({ dtypes, attrs: { dtype }, y }) => [castLaunch("x", dtypes["x"]!, "y", dtype, y)],
  backward: {
    x: ({ dtypes, attrs: { dtype }, y }) => [castLaunch("dy", dtype, "dx", dtypes["x"] as Floating, y)],
  },
  cut: byImage("x"),
  flops: () => 0,
};

/**
 * The same numbers as `f32`, or as `f16`, each rounded to the nearest; beyond ±65,504 a half is ±∞. A tensor that is
 * of that type already is given back as another one over the same memory. Gradients flow to `x` where it is of `f32`
 * or `f16`, and are cast back.
 *
 * @throws {ShapeError} if `dtype` is no type of numbers that gradients flow through.
 * @throws {DeviceError} if `dtype` is `f16`, and the adapter has no half precision.
 */
export function cast(x: Tensor, dtype: Dtype = "f32"): Tensor {
  if (!isFloating(dtype)) throw new ShapeError("cast", "a dtype of f32 or f16", { dtype });
  expectDtype("cast", x.device, dtype);
  return x.dtype === dtype ? x.alias() : apply(castOp, { x }, { dtype });
}
