import type { Conv2dCases } from "./cases.contract.ts";

/** Channels in groups. */
export const groupedCases: Conv2dCases = {
  "two groups of 8": [
    { x: [1, 16, 4, 5], weight: [18, 8, 3, 3] },
    { padding: 1, groups: 2 },
  ],
  "two groups": [
    { x: [2, 6, 5, 5], weight: [4, 3, 3, 3], bias: [4] },
    { padding: 1, groups: 2 },
  ],
  "two groups of 3 to 5, stride 3, dilation 2": [
    { x: [2, 6, 9, 10], weight: [10, 3, 3, 3], bias: [10] },
    { stride: 3, padding: 2, dilation: 2, groups: 2 },
  ],
  "three groups of 3 to 5, dilation 2, rows of 11": [
    { x: [2, 9, 7, 11], weight: [15, 3, 3, 3], bias: [15] },
    { padding: 1, dilation: 2, groups: 3 },
  ],
  "two groups of 4, 5x5, stride 2": [
    { x: [1, 8, 9, 12], weight: [8, 4, 5, 5], bias: [8] },
    { stride: 2, padding: 2, groups: 2 },
  ],
  "a row, in three groups, stride 2": [
    { x: [1, 24, 1, 3], weight: [3, 8, 1, 1] },
    { stride: 2, padding: [1, 0, 2, 3], groups: 3 },
  ],
  "two groups of 3 to 5, stride 2": [
    { x: [1, 6, 7, 9], weight: [10, 3, 3, 3], bias: [10] },
    { stride: 2, padding: 1, groups: 2 },
  ],
  "groups of 2 to 1 and a 1x3 window": [
    { x: [1, 4, 5, 9], weight: [2, 2, 1, 3] },
    { padding: [0, 1], groups: 2 },
  ],
  "two groups of 32": [
    { x: [1, 64, 5, 6], weight: [64, 32, 3, 3], bias: [64] },
    { padding: 1, groups: 2 },
  ],
  "a 1x1 window in groups": [{ x: [2, 12, 3, 5], weight: [8, 3, 1, 1], bias: [8] }, { groups: 4 }],
};
