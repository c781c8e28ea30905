import { apply } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Op } from "../../op.ts";
import { sameShape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { meanOfPartials, partsOf } from "../weighted-mean/weighted-mean.ts";
import backwardLogits from "./backward-logits.wgsl";
import forward from "./forward.wgsl";

export interface CrossEntropy2dAttrs {
  readonly ignoreIndex: number;
  readonly reduction: "mean" | "sum";
}

export interface CrossEntropy2dOptions {
  /** Weight of each class, `[C]`; default 1. */
  readonly weight?: Tensor | undefined;
  /** The label of pixels that do not count; default −100. */
  readonly ignoreIndex?: number;
  /** Whether to divide by the sum of the weights of the labelled pixels; default `"mean"`. */
  readonly reduction?: "mean" | "sum";
}

type CrossEntropy2dCall = Call<"logits" | "labels", CrossEntropy2dAttrs, "weight">;

export const crossEntropy2dOp: Op<"logits" | "labels", CrossEntropy2dAttrs, "weight"> = {
  name: "crossEntropy2d",
  inputs: ["logits", "labels", "weight"],
  dtypes: { labels: ["i32", "u8"] },
  shape({ logits, labels, weight }, { ignoreIndex, reduction }) {
    const [N, C, ...pixels] = logits;
    if (N === undefined || C === undefined || !sameShape(labels, [N, ...pixels]))
      throw new ShapeError("crossEntropy2d", "logits [N, C, H, W] and labels [N, H, W], or [N, C] and [N]", {
        logits,
        labels,
      });
    if (weight && !sameShape(weight, [C]))
      throw new ShapeError("crossEntropy2d", "weight [C] of the C classes of logits", { logits, weight });
    if (ignoreIndex !== (ignoreIndex | 0))
      throw new ShapeError("crossEntropy2d", "an integer ignoreIndex of 32 bits", { ignoreIndex });
    if (reduction !== "mean" && reduction !== "sum")
      throw new ShapeError("crossEntropy2d", "reduction of mean or sum", { reduction });
    return [];
  },
  forward(call) {
    const { images, classes, pixels } = geometryOf(call);
    const { parts, grid } = partsOf(images * pixels, call.adapter.kernels);
    return [
      {
        code: forward,
        reads: ["logits", "labels", call.shapes.weight ? "weight" : "logits"],
        writes: { logsumexp: { shape: [images, pixels, 2] }, partials: { shape: [parts, 2] } },
        params: {
          images,
          classes,
          pixels,
          parts,
          ignoreIndex: call.attrs.ignoreIndex,
          nan: float(Number.NaN),
        },
        constants: flagsOf(call),
        grid,
      },
      meanOfPartials(parts, call.attrs.reduction),
    ];
  },
  backward: {
    logits(call) {
      const { images, classes, pixels } = geometryOf(call);
      return [
        {
          code: backwardLogits,
          reads: ["dy", "scale", "logits", "labels", call.shapes.weight ? "weight" : "logits", "logsumexp"],
          writes: { dlogits: { shape: call.shapes.logits } },
          params: {
            images,
            classes,
            pixels,
            ignoreIndex: call.attrs.ignoreIndex,
            nan: float(Number.NaN),
          },
          constants: flagsOf(call),
          grid: linear(images * pixels),
        },
      ];
    },
  },
  flops: ({ shapes }) => 4 * size(shapes.logits),
};

function geometryOf({ shapes: { logits } }: CrossEntropy2dCall) {
  const [images, classes, ...rest] = logits as readonly [number, number, ...number[]];
  return { images, classes, pixels: size(rest) };
}

const flagsOf = ({ dtypes, shapes }: CrossEntropy2dCall) => ({
  U8: Number(dtypes["labels"] === "u8"),
  WEIGHTED: Number(shapes.weight !== undefined),
});

/**
 * Cross-entropy of a softmax over the classes: the mean over labelled pixels of −weight[label] · log softmax(logits)[label],
 * that is their sum divided by the sum of weight[label]. Gradients flow to `logits`.
 *
 * Where no pixel is labelled the loss and its gradient are 0 (PyTorch gives NaN), so that a task without labels in a
 * batch adds nothing. A label that is neither a class nor `ignoreIndex` makes the loss NaN, and the gradient at its
 * pixel: a kernel cannot throw.
 *
 * @param logits `[N, C, H, W]`, or `[N, C]`
 * @param labels `[N, H, W]`, or `[N]`; `i32` or `u8`, classes 0 … C − 1 or `ignoreIndex`
 * @returns a scalar
 * @throws {ShapeError} if the shapes do not fit, `ignoreIndex` is not an integer of 32 bits, or `reduction` is
 *   another word.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html
 */
export function crossEntropy2d(
  logits: Tensor,
  labels: Tensor,
  { weight, ignoreIndex = -100, reduction = "mean" }: CrossEntropy2dOptions = {},
): Tensor {
  return apply(crossEntropy2dOp, { logits, labels, weight }, { ignoreIndex, reduction });
}
