import type { Conv2dCases } from "./cases.contract.ts";

/** What the benchmark measures. */
export const bench: Conv2dCases = {
  "3x3, 32 to 32 channels, 64x64": [{ x: [4, 32, 64, 64], weight: [32, 32, 3, 3] }, { padding: 1 }],
  "3x3 stride 2, 32 to 64 channels, 64x64": [
    { x: [4, 32, 64, 64], weight: [64, 32, 3, 3] },
    { stride: 2, padding: 1 },
  ],
  "3x3, 3 to 16 channels, 96x128": [{ x: [4, 3, 96, 128], weight: [16, 3, 3, 3] }, { padding: 1 }],
  "7x7 stride 2, 3 to 64 channels, 128x128": [
    { x: [4, 3, 128, 128], weight: [64, 3, 7, 7] },
    { stride: 2, padding: 3 },
  ],
  "3x3 dilation 12, 64 to 64 channels, 33x33": [
    { x: [2, 64, 33, 33], weight: [64, 64, 3, 3] },
    { padding: 12, dilation: 12 },
  ],
  "1x1 stride 2, 64 to 128 channels, 64x64": [{ x: [4, 64, 64, 64], weight: [128, 64, 1, 1] }, { stride: 2 }],
  "1x1, 64 to 64 channels, 24x32": [{ x: [8, 64, 24, 32], weight: [64, 64, 1, 1] }, {}],
  "depthwise 3x3, 32 channels, 112x112": [
    { x: [4, 32, 112, 112], weight: [32, 1, 3, 3] },
    { padding: 1, groups: 32 },
  ],
  "depthwise 3x3 stride 2, 64 channels, 56x56": [
    { x: [4, 64, 56, 56], weight: [64, 1, 3, 3] },
    { stride: 2, padding: 1, groups: 64 },
  ],
  "depthwise 5x5, 120 channels, 28x28": [
    { x: [4, 120, 28, 28], weight: [120, 1, 5, 5] },
    { padding: 2, groups: 120 },
  ],
  "3x3, 32 groups of 4, 28x28": [
    { x: [4, 128, 28, 28], weight: [128, 4, 3, 3] },
    { padding: 1, groups: 32 },
  ],
  "3x3 stride 2, 32 groups of 8, 28x28": [
    { x: [4, 256, 28, 28], weight: [256, 8, 3, 3] },
    { stride: 2, padding: 1, groups: 32 },
  ],
  "5x5, 32 to 32 channels, 32x32": [{ x: [4, 32, 32, 32], weight: [32, 32, 5, 5] }, { padding: 2 }],
  "3x3, 32 to 13 channels, 64x64": [
    { x: [4, 32, 64, 64], weight: [13, 32, 3, 3], bias: [13] },
    { padding: 1 },
  ],
};
