import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { permute } from "../permute/index.ts";
import { sum } from "../reduce/index.ts";
import { reshape } from "../reshape/index.ts";
import { slice } from "../slice/index.ts";

/** A tensor and a label for each of its axes. */
export interface Labelled {
  readonly x: Tensor;
  readonly labels: readonly string[];
}

export const sameLabels = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((label, i) => label === b[i]);

/** The same with each label once: the diagonal of two axes with one label. */
export function diagonalOf(term: Labelled): Labelled {
  const { x, labels } = term;
  const second = labels.findIndex((label, axis) => labels.indexOf(label) < axis);
  if (second < 0) return term;
  const first = labels.indexOf(labels[second]!);
  const n = x.shape[first]!;
  const order = [...labels.keys()].toSpliced(second, 1).toSpliced(first + 1, 0, second);
  const side = permute(x, order);
  // Of the n² elements of the two axes in a row, every (n + 1)-th.
  const row = reshape(side, side.shape.toSpliced(first, 2, n * n));
  const y = slice(row, first, 0, undefined, n + 1);
  return diagonalOf({ x: y, labels: labels.toSpliced(second, 1) });
}

/** The same without axes of one element: what they would be multiplied with is then repeated as if along them. */
export function squeezed({ x, labels }: Labelled): Labelled {
  const axes = [...labels.keys()].filter((axis) => x.shape[axis]! > 1);
  return {
    x: reshape(
      x,
      axes.map((axis) => x.shape[axis]!),
    ),
    labels: axes.map((axis) => labels[axis]!),
  };
}

/** The sum over all axes but those of the labels wanted. */
export function summedTo(term: Labelled, wanted: (label: string) => boolean): Labelled {
  const { x, labels } = term;
  const dim = [...labels.keys()].filter((axis) => !wanted(labels[axis]!));
  return dim.length === 0 ? term : { x: sum(x, { dim }), labels: labels.filter(wanted) };
}

/** The tensor with its axes in the order of the groups, each group as one axis. */
export function grouped({ x, labels }: Labelled, groups: readonly (readonly string[])[]): Tensor {
  const order = groups.flat().map((label) => labels.indexOf(label));
  const moved = order.every((axis, i) => axis === i) ? x : permute(x, order);
  return reshape(
    moved,
    groups.map((group) => size(group.map((label) => x.shape[labels.indexOf(label)]!))),
  );
}
