import type { Conv2dCases } from "./cases.contract.ts";

/** Windows over all channels: sizes, strides, dilations and paddings that kernels treat each in their way. */
export const wholeCases: Conv2dCases = {
  "keeps size with padding 1": [
    { x: [2, 3, 5, 6], weight: [4, 3, 3, 3], bias: [4] },
    { stride: 1, padding: 1 },
  ],
  "one pixel": [{ x: [1, 1, 1, 1], weight: [1, 1, 1, 1], bias: [1] }, {}],
  "one pixel under a 3x3 window": [{ x: [2, 5, 1, 1], weight: [3, 5, 3, 3], bias: [3] }, { padding: 1 }],
  "mixes channels with a 1x1 window": [{ x: [2, 5, 3, 3], weight: [2, 5, 1, 1] }, {}],
  "a head of 13 classes": [{ x: [2, 8, 6, 9], weight: [13, 8, 3, 3], bias: [13] }, { padding: "same" }],
  "a head of one channel, wide rows": [
    { x: [1, 16, 5, 37], weight: [1, 16, 3, 3], bias: [1] },
    { padding: 1 },
  ],
  "a head of 3 channels with a 1x1 window": [{ x: [2, 33, 4, 7], weight: [3, 33, 1, 1], bias: [3] }, {}],
  "18 channels to 21 with a 1x1 window": [{ x: [2, 18, 5, 7], weight: [21, 18, 1, 1], bias: [21] }, {}],
  "one image of a 1x1 window": [{ x: [1, 6, 3, 5], weight: [7, 6, 1, 1] }, {}],
  "15 channels, rows of 23, padding 2": [
    { x: [2, 5, 6, 21], weight: [15, 5, 3, 3], bias: [15] },
    { padding: 2 },
  ],
  "17 channels to 16, rows of 8": [{ x: [2, 17, 9, 8], weight: [16, 17, 3, 3] }, { padding: 1 }],
  "halves with stride 2": [
    { x: [2, 4, 7, 8], weight: [9, 4, 3, 3] },
    { stride: 2, padding: 1 },
  ],
  "halves with stride 2 and a 1x1 window": [{ x: [1, 4, 8, 9], weight: [8, 4, 1, 1] }, { stride: 2 }],
  "7x7 with stride 2": [
    { x: [1, 3, 13, 18], weight: [8, 3, 7, 7] },
    { stride: 2, padding: 3 },
  ],
  "20 filters with stride 2": [
    { x: [2, 3, 9, 14], weight: [20, 3, 3, 3], bias: [20] },
    { stride: 2, padding: 1 },
  ],
  "20 channels to 18, rows of 12": [
    { x: [1, 20, 5, 12], weight: [18, 20, 3, 3], bias: [18] },
    { padding: [0, 1] },
  ],
  "rows of 5 dilated by 2, of more pixels than a run": [
    { x: [1, 6, 3, 23], weight: [5, 6, 1, 3] },
    { padding: [0, 2], dilation: [1, 2] },
  ],
  "dilation beyond the image": [
    { x: [1, 5, 6, 7], weight: [6, 5, 3, 3] },
    { padding: 12, dilation: 12 },
  ],
  "1x7 with stride 2": [
    { x: [1, 6, 3, 17], weight: [5, 6, 1, 7] },
    { stride: [1, 2], padding: [0, 3] },
  ],
  "6x2 with stride 3": [
    { x: [1, 5, 11, 9], weight: [7, 5, 6, 2] },
    { stride: 3, padding: [2, 1] },
  ],
  "covers the whole input": [{ x: [1, 1, 4, 5], weight: [2, 1, 4, 5] }, {}],
  "skips pixels when the stride exceeds the window": [
    { x: [1, 1, 9, 10], weight: [1, 1, 2, 2] },
    { stride: 3 },
  ],
  "asymmetric stride, padding and dilation": [
    { x: [2, 3, 9, 11], weight: [5, 3, 3, 2], bias: [5] },
    { stride: [2, 1], padding: [0, 3], dilation: [1, 3] },
  ],
  "dilation 2": [
    { x: [1, 8, 7, 12], weight: [8, 8, 3, 3] },
    { padding: 2, dilation: 2 },
  ],
  "padding on two sides only": [
    { x: [2, 5, 6, 9], weight: [7, 5, 3, 3], bias: [7] },
    { padding: [0, 0, 2, 2] },
  ],
  "padding that differs on every side, stride 2": [
    { x: [1, 4, 7, 9], weight: [5, 4, 3, 3] },
    { stride: 2, padding: [3, 0, 1, 2] },
  ],
  "a 1x1 window with padding before the image": [
    { x: [1, 4, 3, 5], weight: [6, 4, 1, 1], bias: [6] },
    { padding: [1, 1, 0, 0] },
  ],
  "a 1x1 window with padding after the image": [
    { x: [1, 4, 3, 5], weight: [6, 4, 1, 1] },
    { padding: [0, 0, 1, 1] },
  ],
  "a window as large as the padded image": [
    { x: [2, 3, 3, 4], weight: [4, 3, 6, 5] },
    { padding: [1, 0, 2, 1] },
  ],
  "padding wider than the window": [{ x: [1, 2, 3, 3], weight: [2, 2, 2, 2] }, { padding: 4 }],
  '"same" with an even window': [{ x: [1, 2, 5, 6], weight: [2, 2, 4, 2] }, { padding: "same" }],
  "an image smaller than the stride": [
    { x: [2, 6, 1, 2], weight: [7, 6, 1, 1], bias: [7] },
    { stride: 3, padding: [1, 0, 2, 3] },
  ],
  "2x2": [{ x: [1, 3, 6, 7], weight: [2, 3, 2, 2] }, {}],
  "5x5": [{ x: [1, 3, 9, 11], weight: [5, 3, 5, 5], bias: [5] }, { padding: 2 }],
  "4x4, stride 2, odd padding": [
    { x: [1, 3, 9, 11], weight: [5, 3, 4, 4] },
    { stride: 2, padding: 1 },
  ],
  "2x2, stride 2": [{ x: [2, 3, 6, 9], weight: [6, 3, 2, 2], bias: [6] }, { stride: 2 }],
  "5x5, stride 2, wide padding": [
    { x: [1, 2, 7, 10], weight: [3, 2, 5, 5] },
    { stride: 2, padding: [4, 3] },
  ],
  "one channel to one": [{ x: [2, 1, 9, 10], weight: [1, 1, 3, 3], bias: [1] }, { padding: 1 }],
};
