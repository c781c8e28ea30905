import { apply } from "../../apply.ts";
import { byteLength, type Floating, floating } from "../../dtype.ts";
import type { Call, Op } from "../../op.ts";
import { size } from "../../shape.ts";
import { broadcastStrides, collapse } from "../../strided/collapse.ts";
import type { Tensor } from "../../tensor.ts";
import { div } from "../binary/binary.ts";
import { elementwise } from "../binary/elementwise.ts";
import { keptShape, type ReduceOptions, reducedAxes, reducedShape } from "./reduced-axes.ts";
import { sumLaunches } from "./sum-launches.ts";

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
      collapse(name, { extents: x, strides: [broadcastStrides(keptShape(x, over), x)] }); // as backward has to
      return reducedShape(x, over, attrs);
    },
    forward: (call) =>
      sumLaunches(["x", call.shapes.x], axes(call), "y", call.y, divisor(call), call.dtypes["x"] as Floating),
    backward: {
      x(call) {
        const { x } = call.shapes;
        const dy = keptShape(x, axes(call));
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
