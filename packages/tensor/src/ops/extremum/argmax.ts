import { apply } from "../../apply.ts";
import { axisOf } from "../../axes.ts";
import { type Floating, floating } from "../../dtype.ts";
import type { Op } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { reducedShape } from "../reduce/reduced-axes.ts";
import { type Extremum, extremumLaunches } from "./extremum-launches.ts";

export interface ArgmaxOptions {
  /** The axis, counted from the last if negative; default all axes as one, the last innermost. */
  readonly dim?: number;
  /** Leaves the reduced axes in the shape, with extent 1; default `false`. */
  readonly keepdim?: boolean;
}

function overOf(name: string, x: Shape, { dim }: ArgmaxOptions): boolean[] {
  const axis = dim === undefined ? undefined : axisOf(name, x, dim);
  return x.map((_, other) => axis === undefined || other === axis);
}

const argumentOp = (name: "argmax" | "argmin", extremum: Extremum): Op<"x", ArgmaxOptions> => ({
  name,
  inputs: ["x"],
  dtypes: { x: floating },
  dtype: () => "i32",
  shape: ({ x }, attrs) => reducedShape(x, overOf(name, x, attrs), attrs),
  forward: ({ shapes: { x }, attrs, dtypes, y }) =>
    extremumLaunches(
      extremum,
      x,
      overOf(name, x, attrs),
      { values: "value", places: "y" },
      y,
      dtypes["x"] as Floating,
    ),
  backward: {},
  cut: ({ shapes: { x }, attrs: { dim } }) =>
    dim !== undefined && axisOf(name, x, dim) > 0 ? { inputs: ["x"], y: "cut" } : null,
  flops: ({ shapes: { x } }) => size(x),
});

/** The records of the places of extremes. */
export const argumentOps = { argmax: argumentOp("argmax", "max"), argmin: argumentOp("argmin", "min") };

/**
 * Where along the axis `dim` the largest element lies, or in all of `x` without one: the first of equal ones, and the
 * first NaN of all. No gradient.
 *
 * @returns `i32`
 * @throws {ShapeError} if `dim` is no axis of `x`.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.argmax.html
 */
export const argmax = (x: Tensor, options: ArgmaxOptions = {}): Tensor =>
  apply(argumentOps.argmax, { x }, options);

/** As {@link argmax}, of the smallest element. @throws {ShapeError} as {@link argmax}. */
export const argmin = (x: Tensor, options: ArgmaxOptions = {}): Tensor =>
  apply(argumentOps.argmin, { x }, options);
