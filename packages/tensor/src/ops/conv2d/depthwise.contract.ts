import type { Conv2dCases } from "./cases.contract.ts";

/** Groups of one channel. */
export const depthwiseCases: Conv2dCases = {
  depthwise: [
    { x: [2, 5, 11, 13], weight: [5, 1, 3, 3], bias: [5] },
    { padding: 1, groups: 5 },
  ],
  "depthwise, more strips than invocations wanted": [
    { x: [2, 64, 3, 128], weight: [64, 1, 3, 3] },
    { padding: 1, groups: 64 },
  ],
  "depthwise 5x5": [
    { x: [1, 4, 10, 9], weight: [4, 1, 5, 5], bias: [4] },
    { padding: 2, groups: 4 },
  ],
  "depthwise 5x5, stride 2": [
    { x: [2, 3, 11, 14], weight: [3, 1, 5, 5], bias: [3] },
    { stride: 2, padding: 2, groups: 3 },
  ],
  "depthwise 4x4, stride 2, odd padding": [
    { x: [1, 3, 24, 16], weight: [3, 1, 4, 4] },
    { stride: 2, padding: 1, groups: 3 },
  ],
  "depthwise 2x2": [{ x: [1, 2, 6, 7], weight: [2, 1, 2, 2] }, { groups: 2 }],
  "depthwise 1x1, stride 2": [
    { x: [1, 2, 5, 12], weight: [2, 1, 1, 1], bias: [2] },
    { stride: 2, groups: 2 },
  ],
  "depthwise 2x1, stride 2, padding before": [
    { x: [1, 2, 5, 12], weight: [2, 1, 2, 1] },
    { stride: 2, padding: [1, 1, 0, 0], groups: 2 },
  ],
  "depthwise 4x3, dilation 2 and 3": [
    { x: [1, 2, 11, 17], weight: [2, 1, 4, 3] },
    { padding: [3, 4], dilation: [2, 3], groups: 2 },
  ],
  "depthwise, padding beyond the window": [
    { x: [1, 2, 3, 4], weight: [2, 1, 3, 3] },
    { padding: 4, groups: 2 },
  ],
  "depthwise 7x7": [
    { x: [1, 2, 10, 9], weight: [2, 1, 7, 7] },
    { padding: 3, groups: 2 },
  ],
  "depthwise 7x7, stride 2": [
    { x: [1, 2, 13, 15], weight: [2, 1, 7, 7] },
    { stride: 2, padding: 3, groups: 2 },
  ],
  "depthwise 6x6, stride 2, padding that differs on every side": [
    { x: [1, 2, 9, 14], weight: [2, 1, 6, 6] },
    { stride: 2, padding: [3, 2, 1, 4], groups: 2 },
  ],
  "depthwise 6x6": [
    { x: [1, 2, 7, 9], weight: [2, 1, 6, 6] },
    { padding: 2, groups: 2 },
  ],
  "depthwise 8x8": [
    { x: [1, 2, 9, 10], weight: [2, 1, 8, 8] },
    { padding: 2, groups: 2 },
  ],
  "depthwise, two filters a channel": [
    { x: [1, 3, 6, 7], weight: [6, 1, 3, 3], bias: [6] },
    { padding: 1, groups: 3 },
  ],
  "depthwise, two filters a channel, stride 2": [
    { x: [1, 3, 7, 7], weight: [6, 1, 3, 3] },
    { stride: 2, padding: 1, groups: 3 },
  ],
};
