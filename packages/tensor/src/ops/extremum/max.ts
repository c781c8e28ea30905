import { apply, applyBeside } from "../../apply.ts";
import { axisOf } from "../../axes.ts";
import { type Floating, floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import type { Op } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { reducedShape } from "../reduce/reduced-axes.ts";
import { type Extremum, extremumLaunches } from "./extremum-launches.ts";
import pick from "./pick.wgsl";

export interface LineOptions {
  /** The axis, counted from the last if negative. */
  readonly dim: number;
  /** Leaves the axis in the shape, with extent 1; default `false`. */
  readonly keepdim?: boolean;
}

const overOf = (name: string, x: Shape, { dim }: LineOptions): boolean[] => {
  const axis = axisOf(name, x, dim);
  return x.map((_, other) => other === axis);
};

function lineOp(name: Extremum): Op<"x", LineOptions> {
  return {
    name,
    inputs: ["x"],
    dtypes: { x: floating },
    dtype: ({ dtypes }) => dtypes["x"]!,
    shape: ({ x }, attrs) => reducedShape(x, overOf(name, x, attrs), attrs),
    forward: ({ shapes: { x }, attrs, dtypes, y }) =>
      extremumLaunches(
        name,
        x,
        overOf(name, x, attrs),
        { values: "y", places: "taken" },
        y,
        dtypes["x"] as Floating,
      ),
    backward: {
      x({ shapes: { x }, attrs, dtypes }) {
        const axis = axisOf(name, x, attrs.dim);
        return [
          {
            code: pick,
            real: dtypes["x"]!,
            reads: ["dy", "taken"],
            writes: { dx: { shape: x, dtype: dtypes["x"]! } },
            params: { extent: x[axis]!, inner: size(x.slice(axis + 1)), size: size(x) },
            grid: linear(size(x)),
          },
        ];
      },
    },
    cut: ({ shapes: { x }, attrs: { dim } }) =>
      axisOf(name, x, dim) > 0 ? { inputs: ["x"], y: "cut" } : null,
    flops: ({ shapes: { x } }) => size(x),
  };
}

/** The records of extremes along one axis. */
export const lineOps = { max: lineOp("max"), min: lineOp("min") };

/**
 * The largest element along the axis `dim`, and NaN where there is one. The gradient flows to the first of the elements
 * of `x` that are equal to it.
 *
 * @throws {ShapeError} if `dim` is no axis of `x`.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.max.html
 */
export const max = (x: Tensor, options: LineOptions): Tensor => apply(lineOps.max, { x }, options);

/** As {@link max}, of the smallest element. @throws {ShapeError} as {@link max}. */
export const min = (x: Tensor, options: LineOptions): Tensor => apply(lineOps.min, { x }, options);

/**
 * As {@link max}, and beside it where along the axis the elements lie that were taken, `i32`.
 *
 * @throws {ShapeError} as {@link max}.
 */
export const maxWithIndices = (x: Tensor, options: LineOptions): [y: Tensor, indices: Tensor] =>
  applyBeside(lineOps.max, { x }, options, "taken");

/** As {@link maxWithIndices}, of the smallest element. @throws {ShapeError} as {@link max}. */
export const minWithIndices = (x: Tensor, options: LineOptions): [y: Tensor, indices: Tensor] =>
  applyBeside(lineOps.min, { x }, options, "taken");
