import type { Dtype } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { float, type Spec } from "../../op.ts";
import { type Shape, sameShape, size } from "../../shape.ts";

/** Checks that `labels` fit the scores of classes that go by `name`, and that some label can mark pixels to ignore. */
export function checkLabels(
  op: string,
  name: "logits" | "input",
  scores: Shape,
  labels: Shape,
  ignoreIndex: number,
): void {
  const [N, C, ...pixels] = scores;
  if (N === undefined || C === undefined || !sameShape(labels, [N, ...pixels]))
    throw new ShapeError(op, `${name} [N, C, H, W] and labels [N, H, W], or [N, C] and [N]`, {
      [name]: scores,
      labels,
    });
  checkIgnoreIndex(op, ignoreIndex);
}

/** Checks that a label can mark what to ignore. */
export function checkIgnoreIndex(op: string, ignoreIndex: number): void {
  if (ignoreIndex !== (ignoreIndex | 0))
    throw new ShapeError(op, "an integer ignoreIndex of 32 bits", { ignoreIndex });
}

/** Checks that there is a weight, by the name of `key`, for each class of the scores that go by `name`. */
export function checkClassWeights(
  op: string,
  name: "logits" | "input",
  scores: Shape,
  key: string,
  weight: Shape | undefined,
): void {
  if (weight && !sameShape(weight, [scores[1]!]))
    throw new ShapeError(op, `${key} [C] of the C classes of ${name}`, { [name]: scores, [key]: weight });
}

/**
 * What kernels are told of labels, and of the extents by which they find the scores of a pixel, `[N, C, H, W]` or
 * `[N, C]`.
 */
export function labelParams(scores: Shape, ignoreIndex: number) {
  const [images, classes, ...rest] = scores as readonly [number, number, ...number[]];
  return { images, classes, pixels: size(rest), ignoreIndex, nan: float(Number.NaN) };
}

/** Of which of their two types labels are. */
export const labelFlags = (dtypes: Readonly<Record<string, Dtype>>) => ({
  U8: Number(dtypes["labels"] === "u8"),
});

/** What a softmax leaves for backward: the largest score of each pixel, and the logarithm of the sum beside it. */
export const normalisersOf = ([images, ...pixels]: Shape): Spec => ({ shape: [images!, size(pixels), 2] });
