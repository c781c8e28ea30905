import { ShapeError } from "../../errors.ts";

/** One number for both axes, or `[height, width]`. */
export type Pair = number | readonly [height: number, width: number];

/** A number for each side of an image, in the order of ONNX's `pads`. */
export type Sides = readonly [top: number, left: number, bottom: number, right: number];

/** Both entries of a pair, unchecked. */
export const both = (value: Pair): readonly [height: number, width: number] =>
  typeof value === "number" ? [value, value] : value;

/** Both entries of a pair. @throws {ShapeError} unless they are integers of at least `least`. */
export function pairOf(op: string, name: string, value: Pair, least: number): readonly [number, number] {
  const pair = both(value);
  if (!Array.isArray(pair) || pair.length !== 2 || !areIntegers(pair, least))
    throw refused(op, name, value, least);
  return pair;
}

/** All four numbers of a padding. @throws {ShapeError} unless they are integers of at least 0. */
export function sidesOf(op: string, padding: Pair | Sides): Sides {
  if (isSides(padding)) {
    if (!areIntegers(padding, 0)) throw refused(op, "padding", padding, 0);
    return padding;
  }
  const [y, x] = pairOf(op, "padding", padding, 0);
  return [y, x, y, x];
}

/** Whether a padding is given for each side apart. */
export const isSides = (padding: Pair | Sides): padding is Sides =>
  Array.isArray(padding) && padding.length === 4;

const areIntegers = (values: readonly number[], least: number): boolean =>
  values.every((value) => Number.isInteger(value) && value >= least);

const refused = (op: string, name: string, value: Pair | Sides, least: number): ShapeError =>
  new ShapeError(op, `${name} of integers of at least ${least}`, { [name]: value });
