import type { Contract } from "../../testing/contract.ts";
import { conv2dOp } from "./conv2d.ts";
import { type Conv2dOptions, geometryOf } from "./geometry.ts";

export const contract: Contract<"x" | "weight", Conv2dOptions, "bias"> = {
  op: conv2dOp,

  reference({ x, weight, bias }, shapes, options) {
    const g = geometryOf(shapes, options);
    const y = new Float64Array(g.n * g.k * g.p * g.q);
    let at = 0;
    for (let n = 0; n < g.n; n++)
      for (let k = 0; k < g.k; k++)
        for (let p = 0; p < g.p; p++)
          for (let q = 0; q < g.q; q++, at++) {
            y[at] = bias?.[k] ?? 0;
            for (let c = 0; c < g.cg; c++)
              for (let r = 0; r < g.r; r++)
                for (let s = 0; s < g.s; s++) {
                  const h = p * g.stride[0] + r * g.dilation[0] - g.top;
                  const w = q * g.stride[1] + s * g.dilation[1] - g.left;
                  if (h < 0 || h >= g.h || w < 0 || w >= g.w) continue;
                  const channel = Math.floor(k / g.kg) * g.cg + c;
                  const tap = weight[((k * g.cg + c) * g.r + r) * g.s + s]!;
                  y[at]! += tap * x[((n * g.c + channel) * g.h + h) * g.w + w]!;
                }
          }
    return y;
  },

  cases: {
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
    "two groups of 8": [
      { x: [1, 16, 4, 5], weight: [18, 8, 3, 3] },
      { padding: 1, groups: 2 },
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
    "an image smaller than the stride": [
      { x: [2, 6, 1, 2], weight: [7, 6, 1, 1], bias: [7] },
      { stride: 3, padding: [1, 0, 2, 3] },
    ],
    "a row, in three groups, stride 2": [
      { x: [1, 24, 1, 3], weight: [3, 8, 1, 1] },
      { stride: 2, padding: [1, 0, 2, 3], groups: 3 },
    ],
    "two groups of 3 to 5, stride 2": [
      { x: [1, 6, 7, 9], weight: [10, 3, 3, 3], bias: [10] },
      { stride: 2, padding: 1, groups: 2 },
    ],
    "2x2": [{ x: [1, 3, 6, 7], weight: [2, 3, 2, 2] }, {}],
    "groups of 2 to 1 and a 1x3 window": [
      { x: [1, 4, 5, 9], weight: [2, 2, 1, 3] },
      { padding: [0, 1], groups: 2 },
    ],
    "two groups of 32": [
      { x: [1, 64, 5, 6], weight: [64, 32, 3, 3], bias: [64] },
      { padding: 1, groups: 2 },
    ],
    "a 1x1 window in groups": [{ x: [2, 12, 3, 5], weight: [8, 3, 1, 1], bias: [8] }, { groups: 4 }],
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
    "one channel to one": [{ x: [2, 1, 9, 10], weight: [1, 1, 3, 3], bias: [1] }, { padding: 1 }],
    "depthwise, two filters a channel": [
      { x: [1, 3, 6, 7], weight: [6, 1, 3, 3], bias: [6] },
      { padding: 1, groups: 3 },
    ],
    "depthwise, two filters a channel, stride 2": [
      { x: [1, 3, 7, 7], weight: [6, 1, 3, 3] },
      { stride: 2, padding: 1, groups: 3 },
    ],
  },

  errors: {
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
  },

  bench: {
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
    "1x1 stride 2, 64 to 128 channels, 64x64": [
      { x: [4, 64, 64, 64], weight: [128, 64, 1, 1] },
      { stride: 2 },
    ],
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
  },
};
