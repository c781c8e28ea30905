import type { Op } from "../../op.ts";
import type { Shape } from "../../shape.ts";
import type { Case, Contract } from "../../testing/contract.ts";
import { uniform } from "../../testing/vectors.ts";
import { type GroupNormAttrs, groupNormOp } from "./group-norm.ts";
import { type InstanceNorm2dAttrs, instanceNorm2dOp } from "./instance-norm2d.ts";
import { type LayerNormAttrs, layerNormOp } from "./layer-norm.ts";

type Affine = "weight" | "bias";
type Cases<A> = Readonly<Record<string, Case<"x", A, Affine>>>;

const sizeOf = (shape: readonly number[]) => shape.reduce((product, extent) => product * extent, 1);

/** Rows are neighbouring elements; `affineOf` says which weight and bias belong to an element. */
function contractOf<A extends { readonly eps: number }>(
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

const channelOf = (i: number, [, C, ...plane]: Shape) => Math.floor(i / sizeOf(plane)) % C!;
const eps = 1e-5;
const all = (C: number) => ({ weight: [C], bias: [C] });

export const groupNormContract = contractOf<GroupNormAttrs>(
  groupNormOp,
  ([, C, ...plane], { numGroups }) => (C! / numGroups) * sizeOf(plane),
  channelOf,
  {
    cases: {
      "groups of two channels": [
        { x: [2, 6, 5, 7], ...all(6) },
        { numGroups: 3, eps },
      ],
      "one group": [
        { x: [2, 3, 5, 7], ...all(3) },
        { numGroups: 1, eps },
      ],
      "each channel by itself": [
        { x: [3, 4, 3, 3], ...all(4) },
        { numGroups: 4, eps },
      ],
      "several lanes of each plane": [
        { x: [2, 4, 27, 41], ...all(4) },
        { numGroups: 2, eps },
      ],
      "no weight and no bias": [{ x: [2, 4, 3, 5] }, { numGroups: 2, eps }],
      "a weight alone, a large eps": [
        { x: [1, 4, 3, 5], weight: [4] },
        { numGroups: 2, eps: 0.5 },
      ],
      "a bias alone": [
        { x: [2, 4, 3, 5], bias: [4] },
        { numGroups: 2, eps },
      ],
      "no axes but channels": [
        { x: [5, 12], ...all(12) },
        { numGroups: 3, eps },
      ],
      "one value a group, of two images": [
        { x: [2, 3], ...all(3) },
        { numGroups: 3, eps: 0.1 },
      ],
      "five axes, more channels than pixels": [
        { x: [2, 66, 1, 2, 1], ...all(66) },
        { numGroups: 11, eps: 1e-3 },
      ],
    },
    errors: {
      "groupNorm: expected x [N, C, ...]; got x [6]": [{ x: [6] }, { numGroups: 2, eps }],
      "groupNorm: expected numGroups that divides the C channels of x; got x [2, 6, 5], numGroups 4": [
        { x: [2, 6, 5] },
        { numGroups: 4, eps },
      ],
      "groupNorm: expected numGroups that divides the C channels of x; got x [2, 6, 5], numGroups 0": [
        { x: [2, 6, 5] },
        { numGroups: 0, eps },
      ],
      "groupNorm: expected numGroups that divides the C channels of x; got x [2, 6, 5], numGroups 1.5": [
        { x: [2, 6, 5] },
        { numGroups: 1.5, eps },
      ],
      "groupNorm: expected more than 1 value per group; got x [1, 3, 1], numGroups 3. Use fewer groups or a larger resolution":
        [{ x: [1, 3, 1] }, { numGroups: 3, eps }],
      "groupNorm: expected weight [C] of the C channels of x; got x [2, 6, 5], weight [3]": [
        { x: [2, 6, 5], weight: [3] },
        { numGroups: 3, eps },
      ],
      "groupNorm: expected bias [C] of the C channels of x; got x [2, 6, 5], bias [1, 6]": [
        { x: [2, 6, 5], bias: [1, 6] },
        { numGroups: 3, eps },
      ],
    },
    bench: {
      "32 groups": [
        { x: [8, 64, 96, 128], ...all(64) },
        { numGroups: 32, eps },
      ],
    },
  },
);

export const instanceNorm2dContract = contractOf<InstanceNorm2dAttrs>(
  instanceNorm2dOp,
  ([, , H, W]) => H! * W!,
  channelOf,
  {
    cases: {
      "weight and bias": [{ x: [2, 3, 5, 7], ...all(3) }, { eps }],
      "neither, a large eps": [{ x: [2, 3, 5, 7] }, { eps: 0.5 }],
      "two pixels": [{ x: [2, 1, 1, 2], ...all(1) }, { eps: 0.1 }],
      "several lanes of each plane": [{ x: [1, 2, 27, 41], ...all(2) }, { eps }],
    },
    errors: {
      "instanceNorm2d: expected x [N, C, H, W]; got x [3, 5, 7]": [{ x: [3, 5, 7] }, { eps }],
      "instanceNorm2d: expected more than 1 pixel; got x [2, 3, 1, 1]. Use a larger resolution": [
        { x: [2, 3, 1, 1] },
        { eps },
      ],
      "instanceNorm2d: expected bias [C] of the C channels of x; got x [2, 3, 5, 7], bias [6]": [
        { x: [2, 3, 5, 7], bias: [6] },
        { eps },
      ],
    },
    bench: { "64 channels": [{ x: [8, 64, 96, 128], ...all(64) }, { eps }] },
  },
);

const of = (...normalizedShape: number[]): LayerNormAttrs => ({ normalizedShape, eps });
const each = (...shape: number[]) => ({ weight: shape, bias: shape });

export const layerNormContract = contractOf<LayerNormAttrs>(
  layerNormOp,
  (_, { normalizedShape }) => sizeOf(normalizedShape),
  (i, _, { normalizedShape }) => i % sizeOf(normalizedShape),
  {
    cases: {
      "the last axis": [{ x: [3, 5, 7], ...each(7) }, of(7)],
      "the last two axes": [{ x: [4, 3, 5], ...each(3, 5) }, of(3, 5)],
      "all axes": [{ x: [3, 5], ...each(3, 5) }, of(3, 5)],
      "several lanes of each row": [{ x: [3, 1093], ...each(1093) }, of(1093)],
      "several chunks of rows": [{ x: [301, 6], ...each(6) }, of(6)],
      "no weight and no bias": [{ x: [3, 7] }, of(7)],
      "a weight alone, a large eps": [
        { x: [3, 7], weight: [7] },
        { normalizedShape: [7], eps: 0.5 },
      ],
      "a bias alone": [{ x: [3, 33], bias: [33] }, of(33)],
      "one element a row": [{ x: [3, 1] }, of(1)],
      "one element": [{ x: [1], bias: [1] }, of(1)],
    },
    errors: {
      "layerNorm: expected normalizedShape to be the last extents of x, one or more; got x [3, 5], normalizedShape [3]":
        [{ x: [3, 5] }, of(3)],
      "layerNorm: expected normalizedShape to be the last extents of x, one or more; got x [5], normalizedShape [3, 5]":
        [{ x: [5] }, of(3, 5)],
      "layerNorm: expected normalizedShape to be the last extents of x, one or more; got x [5], normalizedShape []":
        [{ x: [5] }, of()],
      "layerNorm: expected weight of normalizedShape; got x [2, 3, 5], weight [15]": [
        { x: [2, 3, 5], weight: [15] },
        of(3, 5),
      ],
      "layerNorm: expected bias of normalizedShape; got x [2, 3, 5], bias [3]": [
        { x: [2, 3, 5], bias: [3] },
        of(5),
      ],
    },
    bench: { "tokens of 768": [{ x: [8, 1024, 768], ...each(768) }, of(768)] },
  },
);
