import type { Conv2dCases } from "./cases.contract.ts";

/** Calls that are refused, by the exact message. */
export const refusals: Conv2dCases = {
  "conv2d: expected x [N, C, H, W]; got x [3, 8, 8]": [{ x: [3, 8, 8], weight: [4, 3, 3, 3] }, {}],
  "conv2d: expected weight [K, C/groups, R, S]; got weight [4, 27]": [
    { x: [1, 3, 8, 8], weight: [4, 27] },
    {},
  ],
  "conv2d: expected x with groups times the channels of weight; got x [1, 4, 8, 8], weight [2, 3, 3, 3], groups 1":
    [{ x: [1, 4, 8, 8], weight: [2, 3, 3, 3] }, {}],
  "conv2d: expected a number of filters that groups divides; got weight [3, 2, 3, 3], groups 2": [
    { x: [1, 4, 8, 8], weight: [3, 2, 3, 3] },
    { groups: 2 },
  ],
  "conv2d: expected a bias for each filter of weight; got bias [3], weight [2, 4, 3, 3]": [
    { x: [1, 4, 8, 8], weight: [2, 4, 3, 3], bias: [3] },
    {},
  ],
  "conv2d: expected a window no larger than the padded x; got x [1, 1, 2, 2], weight [1, 1, 5, 5], padding [1, 1], dilation [1, 1]":
    [{ x: [1, 1, 2, 2], weight: [1, 1, 5, 5] }, { padding: 1 }],
  "conv2d: expected a window no larger than the padded x; got x [1, 1, 2, 2], weight [1, 1, 3, 3], padding valid, dilation [1, 1]":
    [{ x: [1, 1, 2, 2], weight: [1, 1, 3, 3] }, { padding: "valid" }],
  "conv2d: expected stride of integers of at least 1; got stride 0": [
    { x: [1, 1, 8, 8], weight: [1, 1, 3, 3] },
    { stride: 0 },
  ],
  "conv2d: expected dilation of integers of at least 1; got dilation [1, 0]": [
    { x: [1, 1, 8, 8], weight: [1, 1, 3, 3] },
    { dilation: [1, 0] },
  ],
  "conv2d: expected padding of integers of at least 0; got padding 0.5": [
    { x: [1, 1, 8, 8], weight: [1, 1, 3, 3] },
    { padding: 0.5 },
  ],
  "conv2d: expected padding of integers of at least 0; got padding [1, 1, 1]": [
    { x: [1, 1, 8, 8], weight: [1, 1, 3, 3] },
    { padding: [1, 1, 1] as never },
  ],
  "conv2d: expected padding of integers of at least 0; got padding [0, 1, -1, 0]": [
    { x: [1, 1, 8, 8], weight: [1, 1, 3, 3] },
    { padding: [0, 1, -1, 0] },
  ],
  "conv2d: expected a window no larger than the padded x; got x [1, 1, 2, 4], weight [1, 1, 5, 5], padding [2, 0, 0, 1], dilation [1, 1]":
    [{ x: [1, 1, 2, 4], weight: [1, 1, 5, 5] }, { padding: [2, 0, 0, 1] }],
  'conv2d: expected stride 1 with padding "same"; got stride [2, 2]. Give the padding as numbers': [
    { x: [1, 1, 8, 8], weight: [1, 1, 3, 3] },
    { stride: 2, padding: "same" },
  ],
  "conv2d: expected groups of at least 1; got groups 0": [
    { x: [1, 1, 8, 8], weight: [1, 1, 3, 3] },
    { groups: 0 },
  ],
};
