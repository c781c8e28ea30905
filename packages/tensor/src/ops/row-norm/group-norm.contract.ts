import { type GroupNormAttrs, groupNormOp } from "./group-norm.ts";
import { all, channelOf, contractOf, eps, sizeOf } from "./row-norm.contract.ts";

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
