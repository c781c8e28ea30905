import type { Dtype, Floating } from "../../dtype.ts";
import { type Shape, size, stridesOf } from "../../shape.ts";

/** Sums along one axis, each of the values that an index sends to its place. */
export interface Adding {
  /** Shape of the sums, and the axis that the indices speak of. */
  readonly shape: Shape;
  readonly axis: number;
  /** Indices along that axis. */
  readonly count: number;
  /** Elements to step over along each axis, that one included, in the index and in the values. */
  readonly index: readonly number[];
  readonly values: readonly number[];
}

/** Element types of the index and of the values. */
export interface Types {
  readonly index: Dtype;
  readonly values: Floating;
}

/** Sums where each value has an index of its own: `index` and `values` have as many axes as the sums. */
export const addingEach = (x: Shape, axis: number, index: Shape, values: Shape): Adding => ({
  shape: index.with(axis, x[axis]!),
  axis,
  count: index[axis]!,
  index: stridesOf(index),
  values: stridesOf(values),
});

/** Sums of whole slices: one axis of indices, and values of the shape of `x` but for their number along that axis. */
export const addingSlices = (x: Shape, axis: number, count: number): Adding => ({
  shape: x,
  axis,
  count,
  index: x.map((_, at) => (at === axis ? 1 : 0)),
  values: stridesOf(x.with(axis, count)),
});

/** The same as a list of entries, each with the key of a sum and the place of the value that is added to it. */
export interface Entries {
  readonly shape: Shape;
  /** Strides that give an entry's key, together with its index times `step`, and the place of its value. */
  readonly keys: readonly number[];
  readonly places: readonly number[];
  readonly step: number;
  /** All keys are below it. */
  readonly none: number;
  readonly columns: Columns;
}

/** Columns of values that share their entries, in rows of `inner`: where they lie in the values and in the sums. */
export interface Columns {
  readonly count: number;
  readonly inner: number;
  /** Elements of the values from row to row and from entry to entry. */
  readonly valueOuter: number;
  readonly valueStep: number;
  /** Elements of the sums from row to row; from key to key it is `inner`. */
  readonly sumOuter: number;
}

export function entriesOf({ shape, axis, count, index, values }: Adding): Entries {
  const extent = shape[axis]!;
  const inner = size(shape.slice(axis + 1));
  const shared = shape.every((other, at) => at === axis || other === 1 || index[at] === 0);
  if (shared)
    return {
      shape: [count],
      keys: [0],
      places: [1],
      step: 1,
      none: extent,
      columns: {
        count: size(shape) / extent,
        inner,
        valueOuter: count * inner,
        valueStep: values[axis]!,
        sumOuter: extent * inner,
      },
    };
  return {
    shape: shape.with(axis, count),
    keys: stridesOf(shape).with(axis, 0),
    places: values,
    step: inner,
    none: size(shape),
    columns: { count: 1, inner: 1, valueOuter: 0, valueStep: 1, sumOuter: 0 },
  };
}
