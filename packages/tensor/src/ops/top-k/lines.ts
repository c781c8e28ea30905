import type { Floating } from "../../dtype.ts";
import { type Shape, size } from "../../shape.ts";

/** Lines along one axis of a tensor, and how many elements of each are wanted. */
export interface Lines {
  readonly outer: number;
  readonly extent: number;
  readonly inner: number;
  readonly ranks: number;
}

export const linesOf = (x: Shape, axis: number, ranks: number): Lines => ({
  outer: size(x.slice(0, axis)),
  extent: x[axis]!,
  inner: size(x.slice(axis + 1)),
  ranks,
});

/** What is wanted, and of elements of which type. */
export interface Wanted {
  readonly largest: boolean;
  readonly dtype: Floating;
}
