/** A tensor's extent along each axis, outermost first. The empty shape is a scalar's. */
export type Shape = readonly number[];

/** The number of elements of a tensor of this shape. */
export const size = (shape: Shape): number => shape.reduce((product, extent) => product * extent, 1);

/** Elements to step over along each axis of a densely packed tensor. */
export function stridesOf(shape: Shape): number[] {
  const strides: number[] = new Array(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((extent, axis) => extent === b[axis]);

/** The common shape of two operands under NumPy's broadcasting rule, or `null` if they do not fit. */
export function broadcast(a: Shape, b: Shape): Shape | null {
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const x = a[axis - rank + a.length] ?? 1;
    const y = b[axis - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1) return null;
    shape.push(x === 1 ? y : x);
  }
  return shape;
}

/** `[2, 3, 4]`, as messages print it. */
export const show = (shape: Shape): string => `[${shape.join(", ")}]`;
