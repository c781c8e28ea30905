import { type Shape, size, stridesOf } from "../shape.ts";

/** The coordinates of each element of a tensor, in order. */
export function coordinatesOf(shape: Shape): number[][] {
  const strides = stridesOf(shape);
  return Array.from({ length: size(shape) }, (_, i) =>
    shape.map((extent, axis) => Math.floor(i / strides[axis]!) % extent),
  );
}

/** Where the element with those coordinates lies. */
export const placeOf = (coordinates: readonly number[], shape: Shape): number =>
  coordinates.reduce((place, coordinate, axis) => place * shape[axis]! + coordinate, 0);
