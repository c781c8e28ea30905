import { floating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import type { Op } from "../../op.ts";
import { type Shape, sameShape, size } from "../../shape.ts";
import { makeAffine, makeDx, makeStatistics, makeY, type RowNormCall } from "./launches.ts";
import type { Rows } from "./rows.ts";

export interface EpsOption {
  /** Added to the variance; default 1e-5. */
  readonly eps?: number | undefined;
}

/** What tells one normalisation of rows from another. */
interface Kind<A> {
  /** Throws `ShapeError` where `x` has no such rows. */
  check(x: Shape, attrs: A): void;
  /** The rows of an `x` that was checked. */
  rows(x: Shape, attrs: A): Rows;
  /** Shape of weight and bias, and how errors write it. */
  affine(x: Shape, attrs: A): { readonly shape: Shape; readonly words: string };
}

/** An op that normalises rows of x, each by itself, and applies weight and bias. */
export function rowNormOp<A extends { readonly eps: number }>(
  name: string,
  { check, rows, affine }: Kind<A>,
): Op<"x", A, "weight" | "bias"> {
  const rowsOf = ({ shapes: { x }, attrs }: RowNormCall & { readonly attrs: A }) => rows(x, attrs);
  const dAffine = (call: RowNormCall & { readonly attrs: A }) =>
    makeAffine(call, rowsOf(call), affine(call.shapes.x, call.attrs).shape);
  return {
    name,
    inputs: ["x", "weight", "bias"],
    dtypes: { x: floating },
    dtype: ({ dtypes }) => dtypes["x"]!,
    shape(shapes, attrs) {
      const { x } = shapes;
      check(x, attrs);
      const { shape, words } = affine(x, attrs);
      for (const input of ["weight", "bias"] as const) {
        const given = shapes[input];
        if (given && !sameShape(given, shape))
          throw new ShapeError(name, `${input} ${words}`, { x, [input]: given });
      }
      return x;
    },
    forward: (call) => [...makeStatistics(call, rowsOf(call)), makeY(call, rowsOf(call))],
    backward: { x: (call) => makeDx(call, rowsOf(call)), weight: dAffine, bias: dAffine },
    cut: ({ y, attrs }) => (rows(y, attrs).outer > 1 ? { inputs: ["x"], y: "cut" } : null),
    flops: ({ y }) => 9 * size(y),
  };
}

/** Weight and bias for each of the C channels of x `[N, C, ...]`. */
export const perChannel = (x: Shape) => ({ shape: [x[1]!], words: "[C] of the C channels of x" });
