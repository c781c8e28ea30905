import type { Op } from "../../op.ts";
import type { Shape } from "../../shape.ts";
import type { Case, Contract } from "../../testing/contract.ts";
import { uniform } from "../../testing/vectors.ts";

type Affine = "weight" | "bias";
type Cases<A> = Readonly<Record<string, Case<"x", A, Affine>>>;

export const sizeOf = (shape: readonly number[]) => shape.reduce((product, extent) => product * extent, 1);

/** Rows are neighbouring elements; `affineOf` says which weight and bias belong to an element. */
export function contractOf<A extends { readonly eps: number }>(
  op: Op<"x", A, Affine>,
  elementsOf: (x: Shape, attrs: A) => number,
  affineOf: (i: number, x: Shape, attrs: A) => number,
  rest: { readonly cases: Cases<A>; readonly errors: Cases<A>; readonly bench: Cases<A> },
): Contract<"x", A, Affine> {
  return {
    op,
    reference({ x, weight, bias }, shapes, attrs) {
      const elements = elementsOf(shapes.x, attrs);
      const y = new Float64Array(x.length);
      for (let first = 0; first < x.length; first += elements) {
        const row = x.subarray(first, first + elements);
        const mean = row.reduce((sum, value) => sum + value, 0) / elements;
        const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / elements;
        row.forEach((value, k) => {
          const a = affineOf(first + k, shapes.x, attrs);
          y[first + k] =
            ((value - mean) / Math.sqrt(variance + attrs.eps)) * (weight?.[a] ?? 1) + (bias?.[a] ?? 0);
        });
      }
      return y;
    },
    sample: {
      // Row r has the mean 100^(r mod 3): 1, 100, 10,000 beside a deviation of about 1.
      x: (elements, seed, { shapes: { x }, attrs }) =>
        uniform(elements, seed).map((value, i) =>
          Math.fround(2 * value + 100 ** (Math.floor(i / elementsOf(x, attrs)) % 3)),
        ),
    },
    ...rest,
  };
}

/** The channel of an element of `x [N, C, ...]`. */
export const channelOf = (i: number, [, C, ...plane]: Shape) => Math.floor(i / sizeOf(plane)) % C!;
export const eps = 1e-5;
/** A weight and a bias for each channel. */
export const all = (C: number) => ({ weight: [C], bias: [C] });
