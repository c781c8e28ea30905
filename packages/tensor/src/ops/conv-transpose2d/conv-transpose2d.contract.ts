import type { Contract } from "../../testing/contract.ts";
import { convTranspose2dOp } from "./conv-transpose2d.ts";
import { type ConvTranspose2dOptions, geometryOf } from "./geometry.ts";

export const contract: Contract<"x" | "weight", ConvTranspose2dOptions, "bias"> = {
  op: convTranspose2dOp,

  reference({ x, weight, bias }, shapes, options) {
    const [n, c, h, w] = shapes.x;
    const [, kg, r, s] = shapes.weight;
    const { stride, dilation, groups, top, left, ...result } = geometryOf(shapes, options);
    const { c: k, h: p, w: q } = result;
    const y = new Float64Array(n * k * p * q);
    if (bias) for (const i of y.keys()) y[i] = bias[Math.floor(i / (p * q)) % k]!;
    let at = 0;
    for (let image = 0; image < n; image++)
      for (let channel = 0; channel < c; channel++)
        for (let i = 0; i < h; i++)
          for (let j = 0; j < w; j++, at++)
            for (let filter = 0; filter < kg; filter++)
              for (let a = 0; a < r; a++)
                for (let b = 0; b < s; b++) {
                  const row = i * stride[0] + a * dilation[0] - top;
                  const column = j * stride[1] + b * dilation[1] - left;
                  if (row < 0 || row >= p || column < 0 || column >= q) continue;
                  const group = Math.floor((channel * groups) / c);
                  const tap = weight[((channel * kg + filter) * r + a) * s + b]!;
                  y[((image * k + group * kg + filter) * p + row) * q + column]! += tap * x[at]!;
                }
    return y;
  },

  cases: {
    "2x2, stride 2: windows side by side": [
      { x: [2, 5, 3, 4], weight: [5, 3, 2, 2], bias: [3] },
      { stride: 2 },
    ],
    "3x3, stride 2, doubles": [
      { x: [2, 4, 4, 5], weight: [4, 5, 3, 3], bias: [5] },
      { stride: 2, padding: 1, outputPadding: 1 },
    ],
    "4x4, stride 2, doubles": [
      { x: [1, 3, 4, 3], weight: [3, 2, 4, 4] },
      { stride: 2, padding: 1 },
    ],
    "3x3, keeps size": [{ x: [2, 9, 6, 7], weight: [9, 5, 3, 3], bias: [5] }, { padding: 1 }],
    "1x1": [{ x: [2, 6, 3, 5], weight: [6, 7, 1, 1], bias: [7] }, {}],
    "1x1, stride 3, output padding": [
      { x: [1, 4, 3, 4], weight: [4, 2, 1, 1], bias: [2] },
      { stride: 3, outputPadding: 2 },
    ],
    "one pixel": [{ x: [1, 1, 1, 1], weight: [1, 1, 1, 1], bias: [1] }, {}],
    "one pixel to 3x3": [{ x: [2, 3, 1, 1], weight: [3, 4, 3, 3] }, { stride: 2 }],
    "a 1x3 window, differs along the axes": [
      { x: [1, 2, 4, 5], weight: [2, 3, 1, 3], bias: [3] },
      { stride: [2, 3], padding: [0, 1], outputPadding: [1, 2], dilation: [1, 2] },
    ],
    "output padding beyond the stride, under dilation": [
      { x: [1, 2, 3, 2], weight: [2, 2, 2, 2], bias: [2] },
      { dilation: 3, outputPadding: 2 },
    ],
    "stride beyond the window": [{ x: [1, 2, 3, 4], weight: [2, 1, 2, 2], bias: [1] }, { stride: 4 }],
    "padding beyond the window": [{ x: [1, 2, 6, 7], weight: [2, 3, 3, 3] }, { padding: 3 }],
    "cuts differently on every side": [
      { x: [1, 4, 4, 4], weight: [4, 3, 3, 3], bias: [3] },
      { stride: 2, padding: [3, 0, 1, 2], outputPadding: 1 },
    ],
    "groups of 3 to 5, stride 3, dilation 2": [
      { x: [2, 6, 3, 2], weight: [6, 5, 3, 3], bias: [10] },
      { stride: 3, dilation: 2, padding: 1, groups: 2 },
    ],
    "groups of 8": [
      { x: [1, 16, 4, 5], weight: [16, 9, 3, 3], bias: [18] },
      { stride: 2, padding: 1, outputPadding: 1, groups: 2 },
    ],
    "depthwise, stride 2": [
      { x: [2, 3, 5, 4], weight: [3, 1, 3, 3], bias: [3] },
      { stride: 2, padding: 1, outputPadding: [1, 0], groups: 3 },
    ],
    "depthwise, two results a channel": [
      { x: [1, 3, 4, 5], weight: [3, 2, 5, 5] },
      { padding: 2, groups: 3 },
    ],
  },

  errors: {
    "convTranspose2d: expected x [N, C, H, W]; got x [3, 8, 8]": [{ x: [3, 8, 8], weight: [3, 4, 3, 3] }, {}],
    "convTranspose2d: expected weight [C, K/groups, R, S]; got weight [3, 36]": [
      { x: [1, 3, 8, 8], weight: [3, 36] },
      {},
    ],
    "convTranspose2d: expected a weight for each channel of x; got x [1, 4, 8, 8], weight [2, 4, 3, 3]": [
      { x: [1, 4, 8, 8], weight: [2, 4, 3, 3] },
      {},
    ],
    "convTranspose2d: expected channels of x that groups divides; got x [1, 3, 8, 8], groups 2": [
      { x: [1, 3, 8, 8], weight: [3, 4, 3, 3] },
      { groups: 2 },
    ],
    "convTranspose2d: expected groups of at least 1; got groups 0.5": [
      { x: [1, 3, 8, 8], weight: [3, 4, 3, 3] },
      { groups: 0.5 },
    ],
    "convTranspose2d: expected a bias for each channel of the result; got bias [4], weight [6, 4, 3, 3], groups 2":
      [{ x: [1, 6, 8, 8], weight: [6, 4, 3, 3], bias: [4] }, { groups: 2 }],
    "convTranspose2d: expected stride of integers of at least 1; got stride 0": [
      { x: [1, 1, 8, 8], weight: [1, 1, 3, 3] },
      { stride: 0 },
    ],
    "convTranspose2d: expected dilation of integers of at least 1; got dilation [1, -1]": [
      { x: [1, 1, 8, 8], weight: [1, 1, 3, 3] },
      { dilation: [1, -1] },
    ],
    "convTranspose2d: expected padding of integers of at least 0; got padding [0, 0, 0.5, 0]": [
      { x: [1, 1, 8, 8], weight: [1, 1, 3, 3] },
      { padding: [0, 0, 0.5, 0] },
    ],
    "convTranspose2d: expected outputPadding of integers of at least 0; got outputPadding -1": [
      { x: [1, 1, 8, 8], weight: [1, 1, 3, 3] },
      { outputPadding: -1 },
    ],
    "convTranspose2d: expected outputPadding less than stride or dilation; got outputPadding [0, 2], stride [2, 2], dilation [3, 1]":
      [
        { x: [1, 1, 8, 8], weight: [1, 1, 3, 3] },
        { stride: 2, dilation: [3, 1], outputPadding: [0, 2] },
      ],
    "convTranspose2d: expected outputPadding less than stride or dilation; got outputPadding [1, 1], stride [1, 1], dilation [1, 1]":
      [{ x: [1, 1, 8, 8], weight: [1, 1, 3, 3] }, { outputPadding: 1 }],
    "convTranspose2d: expected a result of at least one pixel; got x [1, 1, 2, 2], weight [1, 1, 3, 3], padding [2, 2, 2, 2], result [1, 1, 0, 0]":
      [{ x: [1, 1, 2, 2], weight: [1, 1, 3, 3] }, { padding: 2 }],
  },

  bench: {
    "2x2 stride 2, 64 to 32 channels, 24x32": [
      { x: [4, 64, 24, 32], weight: [64, 32, 2, 2], bias: [32] },
      { stride: 2 },
    ],
    "3x3 stride 2, 64 to 32 channels, 24x32": [
      { x: [4, 64, 24, 32], weight: [64, 32, 3, 3] },
      { stride: 2, padding: 1, outputPadding: 1 },
    ],
    "4x4 stride 2, 64 to 32 channels, 24x32": [
      { x: [4, 64, 24, 32], weight: [64, 32, 4, 4] },
      { stride: 2, padding: 1 },
    ],
  },
};
