import type { HostArray } from "../host-array.ts";

/** Moves the axes of an array: axis `i` of the result is axis `order[i]` of `array`, as numpy's `transpose`. */
export function permute({ shape, data }: HostArray, order: readonly number[]): HostArray {
  const strides = shape.map((_, axis) =>
    shape.slice(axis + 1).reduce((product, extent) => product * extent, 1),
  );
  const result = { shape: order.map((axis) => shape[axis]!), data: data.slice() };
  const index = order.map(() => 0);
  for (let i = 0; i < data.length; i++) {
    let from = 0;
    for (const [axis, at] of index.entries()) from += at * strides[order[axis]!]!;
    result.data[i] = data[from]!;
    for (let axis = order.length - 1; axis >= 0 && ++index[axis]! === result.shape[axis]; axis--)
      index[axis] = 0;
  }
  return result;
}
