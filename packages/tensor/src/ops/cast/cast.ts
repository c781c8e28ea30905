import { apply } from "../../apply.ts";
import { linear } from "../../grid.ts";
import type { Op } from "../../op.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import code from "./cast.wgsl";

const types = ["i32", "u32", "u8"] as const;

export const castOp: Op<"x", null> = {
  name: "cast",
  inputs: ["x"],
  dtypes: { x: types },
  shape: ({ x }) => x,
  forward: ({ dtypes, y }) => [
    {
      code,
      reads: ["x"],
      writes: { y: { shape: y } },
      params: { size: size(y) },
      constants: { TYPE: types.indexOf(dtypes["x"] as (typeof types)[number]) },
      grid: linear(Math.ceil(size(y) / 4)),
    },
  ],
  backward: {},
  flops: () => 0,
};

/**
 * The same numbers as `f32`, of a tensor of `i32`, `u32` or `u8`; integers beyond 2²⁴ are rounded to the nearest.
 * No gradient: integers have none.
 *
 * @throws {ShapeError} if `x` is of `f32` already.
 */
export const cast = (x: Tensor): Tensor => apply(castOp, { x }, null);
