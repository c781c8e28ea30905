import { apply } from "../../apply.ts";
import { byteLength, type Floating, floating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import type { Call, Op } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import { broadcastStrides, collapse } from "../../strided/collapse.ts";
import type { Tensor } from "../../tensor.ts";
import { div } from "../binary/binary.ts";
import { elementwise } from "../binary/elementwise.ts";
import { sumLaunches } from "./sum-launches.ts";

export interface ReduceOptions {
  /** Axes to reduce over, negative ones counted from the end; default all. */
  readonly dim?: number | readonly number[];
  /** Leaves the reduced axes in the shape, with extent 1; default `false`. */
  readonly keepdim?: boolean;
}

/** Whether each axis of `x` is reduced over. */
function reducedAxes(op: string, x: Shape, { dim }: ReduceOptions): boolean[] {
  if (dim === undefined) return x.map(() => true);
  const dims = typeof dim === "number" ? [dim] : dim;
  const rank = x.length;
  const refuse = (expected: string, cure?: string): never => {
    throw new ShapeError(op, expected, { x, dim }, cure);
  };
  if (dims.length === 0) refuse("at least one dim", "Leave dim out to reduce over all");
  const over = x.map(() => false);
  for (const axis of dims) {
    if (!Number.isInteger(axis) || axis < -rank || axis >= rank)
      refuse(rank === 0 ? "no dim for a scalar" : `each dim an integer from ${-rank} to ${rank - 1}`);
    const at = axis < 0 ? axis + rank : axis;
    if (over[at]) refuse("each dim once");
    over[at] = true;
  }
  return over;
}

function reduceOp(name: "sum" | "mean"): Op<"x", ReduceOptions> {
  const axes = ({ shapes: { x }, attrs }: Call<"x", ReduceOptions>) => reducedAxes(name, x, attrs);
  const divisor = ({ shapes: { x }, y }: Call<"x", ReduceOptions>) =>
    name === "mean" ? size(x) / size(y) : 1;
  return {
    name,
    inputs: ["x"],
    dtypes: { x: floating },
    dtype: ({ dtypes }) => dtypes["x"]!,
    shape({ x }, attrs) {
      const over = reducedAxes(name, x, attrs);
      const kept = x.map((extent, axis) => (over[axis] ? 1 : extent));
      collapse(name, { extents: x, strides: [broadcastStrides(kept, x)] }); // as backward has to
      return attrs.keepdim ? kept : x.filter((_, axis) => !over[axis]);
    },
    forward: (call) =>
      sumLaunches(["x", call.shapes.x], axes(call), "y", call.y, divisor(call), call.dtypes["x"] as Floating),
    backward: {
      x(call) {
        const { x } = call.shapes;
        const over = axes(call);
        const dy = x.map((extent, axis) => (over[axis] ? 1 : extent));
        return [elementwise("div", ["dy", dy], divisor(call), "dx", x, call.dtypes["x"] as Floating)];
      },
    },
    cut: (call) => {
      // A mean of pieces would have to be weighed: see mean.
      if (name === "mean" || call.shapes.x.length === 0) return null;
      return { inputs: ["x"], y: axes(call)[0] ? "added" : "cut" };
    },
    flops: ({ shapes: { x } }) => size(x),
  };
}

/** The records of reductions. */
export const reduceOps = { sum: reduceOp("sum"), mean: reduceOp("mean") };

/**
 * Σ x over the axes `dim`, by partial sums that keep the digits of a long one. Gradients flow to `x`.
 *
 * @throws {ShapeError} if `dim` is empty, names no axis of `x`, or one twice.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.sum.html
 */
export const sum = (x: Tensor, options: ReduceOptions = {}): Tensor => apply(reduceOps.sum, { x }, options);

/**
 * Σ x / n over the `n` elements along the axes `dim`. Gradients flow to `x`.
 *
 * @throws {ShapeError} if `dim` is empty, names no axis of `x`, or one twice.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.mean.html
 */
export function mean(x: Tensor, options: ReduceOptions = {}): Tensor {
  // What is larger than a kernel can bind is summed in pieces.
  if (byteLength(x.dtype, x.size) <= x.device.profile.maxBindingBytes)
    return apply(reduceOps.mean, { x }, options);
  const total = sum(x, options);
  return div(total, x.size / total.size);
}
