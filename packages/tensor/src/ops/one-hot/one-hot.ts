import { apply } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import { float, type Op } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { checkIgnoreIndex } from "../loss/labels.ts";
import forward from "./forward.wgsl";

export interface OneHotOptions {
  /** Label of elements that belong to no class; default none. */
  readonly ignoreIndex?: number | undefined;
  /** Axis of the classes in the result, negative ones counted from its end; default −1, 1 for `[N, C, H, W]`. */
  readonly dim?: number | undefined;
}

export interface OneHotAttrs extends OneHotOptions {
  readonly numClasses: number;
}

export const oneHotOp: Op<"labels", OneHotAttrs> = {
  name: "oneHot",
  inputs: ["labels"],
  dtypes: { labels: ["i32", "u32", "u8"] },
  shape({ labels }, attrs) {
    const { numClasses, ignoreIndex = 0 } = attrs;
    if (!Number.isInteger(numClasses) || numClasses < 1)
      throw new ShapeError("oneHot", "numClasses to be a positive integer", { numClasses });
    checkIgnoreIndex("oneHot", ignoreIndex);
    return labels.toSpliced(axisOfClasses(labels, attrs), 0, numClasses);
  },
  forward({ shapes: { labels }, dtypes, attrs, y }) {
    const { numClasses, ignoreIndex } = attrs;
    return [
      {
        code: forward,
        reads: ["labels"],
        writes: { y: { shape: y } },
        params: {
          size: size(y),
          classes: numClasses,
          inner: size(labels.slice(axisOfClasses(labels, attrs))),
          ignoreIndex: ignoreIndex ?? 0,
          nan: float(Number.NaN),
        },
        constants: { U8: Number(dtypes["labels"] === "u8"), IGNORES: Number(ignoreIndex !== undefined) },
        grid: linear(size(y) / 4),
      },
    ];
  },
  backward: {},
  flops: () => 0,
};

function axisOfClasses(labels: Shape, { dim = -1 }: OneHotAttrs): number {
  const rank = labels.length + 1;
  if (!Number.isInteger(dim) || dim < -rank || dim >= rank)
    throw new ShapeError("oneHot", `dim an integer from ${-rank} to ${rank - 1}`, { labels, dim });
  return dim < 0 ? dim + rank : dim;
}

/**
 * 1 at the class of each label and 0 at the others, along a new axis of `numClasses`; 0 at all of them where the label
 * is `ignoreIndex`. No gradient: labels have none.
 *
 * A label that is neither a class nor `ignoreIndex` gives NaN along its axis: a kernel cannot throw.
 *
 * @param labels any shape, `[N, H, W]` for images; `i32`, `u32` or `u8`, classes 0 … numClasses − 1
 * @returns `f32`, where PyTorch has integers; the shape of `labels` with the axis of classes last, or at `dim`
 * @throws {ShapeError} if `numClasses` is not a positive integer, `ignoreIndex` not one of 32 bits, or `dim` no axis.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.one_hot.html
 */
export const oneHot = (labels: Tensor, numClasses: number, options: OneHotOptions = {}): Tensor =>
  apply(oneHotOp, { labels }, { numClasses, ...options });
