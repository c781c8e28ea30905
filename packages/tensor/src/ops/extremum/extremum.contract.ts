import type { Op } from "../../op.ts";
import { type Shape, stridesOf } from "../../shape.ts";
import type { Case, Contract } from "../../testing/contract.ts";
import type { ReduceOptions } from "../reduce/index.ts";
import { extremesOps } from "./amax.ts";
import { type ArgmaxOptions, argumentOps } from "./argmax.ts";
import { type LineOptions, lineOps } from "./max.ts";

type Cases<A> = Readonly<Record<string, Case<"x", A, never>>>;

/** Shapes of x, and options, by what they are an example of. */
type Examples<A> = Readonly<Record<string, readonly [Shape, A]>>;

/** The elements of x that are reduced to each of the result, by their places in x, in order. */
function linesOf(x: Shape, { dim = x.map((_, axis) => axis) }: ReduceOptions): number[][] {
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

const contractOf = <A extends ReduceOptions>(
  op: Op<"x", A>,
  choose: (values: number[]) => number,
  rest: Pick<Contract<"x", A>, "cases" | "errors" | "bench">,
): Contract<"x", A> => ({
  op,
  reference: ({ x }, { x: shape }, attrs) =>
    Float64Array.from(linesOf(shape, attrs), (line) => choose(line.map((i) => x[i]!))),
  sample: { x: distinct },
  ...rest,
});

const bench: Cases<{ readonly dim: number }> = {
  "13 classes": [{ x: [8, 13, 144, 192] }, { dim: 1 }],
  "rows of 1,000": [{ x: [1000, 1000] }, { dim: -1 }],
};

const largest = (values: number[]) => values.reduce((best, value) => Math.max(best, value));
const smallest = (values: number[]) => values.reduce((best, value) => Math.min(best, value));

const along = <A extends ReduceOptions>(cases: Examples<A>): Cases<A> =>
  Object.fromEntries(
    Object.entries(cases).map(([name, [x, attrs]]): [string, Case<"x", A, never>] => {
      // More elements than there are halves in [-1, 1) would be tied.
      const large = x.some((extent) => extent > 2 ** 12);
      return [name, large ? [{ x }, attrs, { x: "f32" }] : [{ x }, attrs]];
    }),
  );

const alongOne: Examples<LineOptions> = {
  "the last axis": [[5, 7], { dim: -1 }],
  "the first axis, in chunks": [[700, 3], { dim: 0 }],
  "a middle axis, kept": [[2, 5, 3], { dim: 1, keepdim: true }],
  "an axis of one element": [[3, 1, 2], { dim: 1 }],
  "one element": [[1], { dim: 0 }],
};

const everything: Examples<{ readonly keepdim?: boolean }> = {
  "all axes, an odd number of elements": [[3, 5, 7], {}],
  "all axes, in chunks of chunks": [[100_003], {}],
  "all axes, kept": [[3, 5], { keepdim: true }],
  "a scalar": [[], {}],
};

const refusedAxis = (name: string): Cases<{ readonly dim: number }> =>
  along({
    [`${name}: expected dim to be an axis of x; got x [2, 3], dim 2`]: [[2, 3], { dim: 2 }],
    [`${name}: expected dim to be an axis of x; got x [2, 3], dim 0.5`]: [[2, 3], { dim: 0.5 }],
  });

const names = ["max", "min"] as const;
const chosen = { max: largest, min: smallest };

export const lineContracts = names.map((name) =>
  contractOf<LineOptions>(lineOps[name], chosen[name], {
    cases: along(alongOne),
    errors: refusedAxis(name),
    bench,
  }),
);

export const argumentContracts = names.map((name) =>
  contractOf<ArgmaxOptions>(argumentOps[`arg${name}`], (values) => values.indexOf(chosen[name](values)), {
    cases: along({ ...alongOne, ...everything }),
    errors: refusedAxis(`arg${name}`),
    bench,
  }),
);

export const extremesContracts = names.map((name) =>
  contractOf<ReduceOptions>(extremesOps[`a${name}`], chosen[name], {
    cases: along<ReduceOptions>({
      ...alongOne,
      ...everything,
      "a channel's over images and pixels": [[3, 2, 3, 5], { dim: [0, 2, 3] }],
      "a channel's over many pixels": [[3, 2, 20, 30], { dim: [0, -1, -2], keepdim: true }],
      "five runs of axes": [[2, 3, 2, 2, 3], { dim: [0, 2, 4] }],
    }),
    errors: along<ReduceOptions>({
      [`a${name}: expected at least one dim; got x [2, 3], dim []. Leave dim out to reduce over all`]: [
        [2, 3],
        { dim: [] },
      ],
      [`a${name}: expected each dim an integer from -2 to 1; got x [2, 3], dim 2`]: [[2, 3], { dim: 2 }],
      [`a${name}: expected each dim once; got x [2, 3], dim [1, -1]`]: [[2, 3], { dim: [1, -1] }],
    }),
    bench,
  }),
);
