import { apply } from "../../apply.ts";
import { axisOf, linesOf } from "../../axes.ts";
import { linear } from "../../grid.ts";
import type { Call, Op } from "../../op.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import backwardX from "./backward-x.wgsl";
import forward from "./forward.wgsl";

export interface SoftmaxAttrs {
  /** The axis, counted from the last if negative. */
  readonly dim: number;
}

function makeOp(name: string, log: boolean): Op<"x", SoftmaxAttrs> {
  const launchOf = ({ y, attrs: { dim } }: Call<"x", SoftmaxAttrs>) => {
    const lines = linesOf(y, axisOf(name, y, dim));
    return { params: lines, constants: { LOG: Number(log) }, grid: linear(lines.outer * lines.inner) };
  };
  return {
    name,
    inputs: ["x"],
    shape({ x }, { dim }) {
      axisOf(name, x, dim);
      return x;
    },
    forward: (call) => [{ code: forward, reads: ["x"], writes: { y: { shape: call.y } }, ...launchOf(call) }],
    backward: {
      x: (call) => [
        { code: backwardX, reads: ["dy", "y"], writes: { dx: { shape: call.y } }, ...launchOf(call) },
      ],
    },
    cut: ({ y, attrs: { dim } }) => (dim === 0 || dim === -y.length ? null : { inputs: ["x"], y: "cut" }),
    flops: ({ y }) => 4 * size(y),
  };
}

export const softmaxOp = makeOp("softmax", false);
export const logSoftmaxOp = makeOp("logSoftmax", true);

/**
 * exp(x) / Σ exp(x), the sum along the axis `dim`, of any size of x without overflow. Gradients flow to `x`.
 *
 * An element of −∞ gives 0; a line of nothing else, or one with ∞ or NaN, gives NaN, as in PyTorch.
 *
 * @param x any shape of one axis or more
 * @param dim the axis, counted from the last if negative; 1 for the channels of `[N, C, H, W]`
 * @returns the shape of `x`
 * @throws {ShapeError} if `dim` is no axis of `x`.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softmax.html
 */
export const softmax = (x: Tensor, dim: number): Tensor => apply(softmaxOp, { x }, { dim });

/**
 * log(exp(x) / Σ exp(x)), the sum along the axis `dim`, without the digits that the logarithm of a small softmax
 * would lose. Gradients flow to `x`.
 *
 * @param x any shape of one axis or more
 * @param dim the axis, counted from the last if negative; 1 for the channels of `[N, C, H, W]`
 * @returns the shape of `x`
 * @throws {ShapeError} if `dim` is no axis of `x`.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html
 */
export const logSoftmax = (x: Tensor, dim: number): Tensor => apply(logSoftmaxOp, { x }, { dim });
