import type { Op } from "../../op.ts";
import { type Shape, stridesOf } from "../../shape.ts";
import type { Case, Contract } from "../../testing/contract.ts";
import { extremesOps } from "./amax.ts";
import { argumentOps } from "./argmax.ts";
import { lineOps } from "./max.ts";

type Attrs = { readonly dim?: number | readonly number[]; readonly keepdim?: boolean };
type Cases = Readonly<Record<string, Case<"x", never, never>>>;

/** The elements of x that are reduced to each of the result, by their places in x, in order. */
function linesOf(x: Shape, { dim = x.map((_, axis) => axis) }: Attrs): number[][] {
  const dims = [dim].flat().map((axis) => (axis < 0 ? axis + x.length : axis));
  const strides = stridesOf(x);
  const kept = stridesOf(x.map((extent, axis) => (dims.includes(axis) ? 1 : extent)));
  const lines: number[][] = [];
  const elements = x.reduce((product, extent) => product * extent, 1);
  for (let i = 0; i < elements; i++) {
    const line = x.reduce(
      (at, extent, axis) =>
        at + (dims.includes(axis) ? 0 : (Math.floor(i / strides[axis]!) % extent) * kept[axis]!),
      0,
    );
    (lines[line] ??= []).push(i);
  }
  return lines;
}

/** Distinct, far enough apart that the differences of the adjoint law never change which element is the largest. */
const distinct = (elements: number, seed: number) =>
  Float64Array.from({ length: elements }, (_, i) => {
    const rank = (i * 7919 + 13 * seed + 5) % elements;
    return Math.fround((2 * rank) / elements - 1);
  });

const contractOf = (
  // biome-ignore lint/suspicious/noExplicitAny: the attributes of three kinds of ops.
  op: Op<"x", any>,
  choose: (values: number[]) => number,
  rest: { readonly cases: Cases; readonly errors: Cases },
): Contract<"x", never> => ({
  op,
  reference: ({ x }, { x: shape }, attrs) =>
    Float64Array.from(linesOf(shape, attrs), (line) => choose(line.map((i) => x[i]!))),
  sample: { x: distinct },
  ...rest,
  bench: {
    "13 classes": [{ x: [8, 13, 144, 192] }, { dim: 1 } as never],
    "rows of 1,000": [{ x: [1000, 1000] }, { dim: -1 } as never],
  },
});

const largest = (values: number[]) => values.reduce((best, value) => Math.max(best, value));
const smallest = (values: number[]) => values.reduce((best, value) => Math.min(best, value));

const along = (cases: Readonly<Record<string, readonly [Shape, Attrs]>>): Cases =>
  Object.fromEntries(
    Object.entries(cases).map(([name, [x, attrs]]) => {
      // More elements than there are halves in [-1, 1) would be tied.
      const large = x.some((extent) => extent > 2 ** 12);
      return [name, large ? [{ x }, attrs as never, { x: "f32" } as never] : [{ x }, attrs as never]];
    }),
  );

const alongOne = {
  "the last axis": [[5, 7], { dim: -1 }],
  "the first axis, in chunks": [[700, 3], { dim: 0 }],
  "a middle axis, kept": [[2, 5, 3], { dim: 1, keepdim: true }],
  "an axis of one element": [[3, 1, 2], { dim: 1 }],
  "one element": [[1], { dim: 0 }],
} as const;

const everything = {
  "all axes, an odd number of elements": [[3, 5, 7], {}],
  "all axes, in chunks of chunks": [[100_003], {}],
  "all axes, kept": [[3, 5], { keepdim: true }],
  "a scalar": [[], {}],
} as const;

const refusedAxis = (name: string): Cases =>
  along({
    [`${name}: expected dim to be an axis of x; got x [2, 3], dim 2`]: [[2, 3], { dim: 2 }],
    [`${name}: expected dim to be an axis of x; got x [2, 3], dim 0.5`]: [[2, 3], { dim: 0.5 }],
  });

export const contracts = (["max", "min"] as const).flatMap((name) => {
  const choose = name === "max" ? largest : smallest;
  return [
    contractOf(lineOps[name], choose, { cases: along(alongOne), errors: refusedAxis(name) }),
    contractOf(argumentOps[`arg${name}`], (values) => values.indexOf(choose(values)), {
      cases: along({ ...alongOne, ...everything }),
      errors: refusedAxis(`arg${name}`),
    }),
    contractOf(extremesOps[`a${name}`], choose, {
      cases: along({
        ...alongOne,
        ...everything,
        "a channel's over images and pixels": [[3, 2, 3, 5], { dim: [0, 2, 3] }],
        "a channel's over many pixels": [[3, 2, 20, 30], { dim: [0, -1, -2], keepdim: true }],
        "five runs of axes": [[2, 3, 2, 2, 3], { dim: [0, 2, 4] }],
      }),
      errors: along({
        [`a${name}: expected at least one dim; got x [2, 3], dim []. Leave dim out to reduce over all`]: [
          [2, 3],
          { dim: [] },
        ],
        [`a${name}: expected each dim an integer from -2 to 1; got x [2, 3], dim 2`]: [[2, 3], { dim: 2 }],
        [`a${name}: expected each dim once; got x [2, 3], dim [1, -1]`]: [[2, 3], { dim: [1, -1] }],
      }),
    }),
  ];
});
