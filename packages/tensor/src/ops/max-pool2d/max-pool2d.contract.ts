import type { Contract } from "../../testing/contract.ts";
import { windowsOf } from "../window/windows.ts";
import { type MaxPool2dOptions, maxPool2dOp } from "./max-pool2d.ts";

export const contract: Contract<"x", MaxPool2dOptions> = {
  op: maxPool2dOp,

  reference({ x }, { x: [n, c, h, w] }, options) {
    const [vertical, horizontal] = windowsOf("maxPool2d", [n, c, h, w], options);
    const y: number[] = [];
    for (let plane = 0; plane < n * c; plane++)
      for (let oy = 0; oy < vertical.outputs; oy++)
        for (let ox = 0; ox < horizontal.outputs; ox++) {
          let largest = -Infinity;
          for (let ky = 0; ky < vertical.kernel; ky++)
            for (let kx = 0; kx < horizontal.kernel; kx++) {
              const iy = oy * vertical.stride + ky * vertical.dilation - vertical.before;
              const ix = ox * horizontal.stride + kx * horizontal.dilation - horizontal.before;
              if (iy >= 0 && iy < h && ix >= 0 && ix < w)
                largest = Math.max(largest, x[(plane * h + iy) * w + ix]!);
            }
          y.push(largest);
        }
    return Float64Array.from(y);
  },

  cases: {
    halves: [{ x: [2, 3, 4, 6] }, { kernelSize: 2 }],
    "leaves a rest at the edges": [{ x: [1, 2, 5, 7] }, { kernelSize: 2 }],
    "overlaps, with padding": [{ x: [1, 2, 7, 9] }, { kernelSize: 3, stride: 2, padding: 1 }],
    "differs along the axes": [
      { x: [1, 2, 7, 9] },
      { kernelSize: [2, 3], stride: [1, 2], padding: [1, 0], dilation: [3, 1] },
    ],
    dilates: [{ x: [1, 1, 9, 8] }, { kernelSize: 3, stride: 1, padding: 1, dilation: 2 }],
    "strides past pixels": [{ x: [1, 1, 9, 8] }, { kernelSize: 2, stride: 3 }],
    "reaches over the edge": [{ x: [1, 2, 6, 8] }, { kernelSize: 3, stride: 2, ceilMode: true }],
    "drops a last window that would start in the padding": [
      { x: [1, 1, 3, 3] },
      { kernelSize: 2, stride: 2, padding: 1, ceilMode: true },
    ],
    "padding that differs on every side": [
      { x: [1, 2, 5, 6] },
      { kernelSize: 3, stride: 2, padding: [2, 0, 1, 2] },
    ],
    "reaches over padding after the image only": [
      { x: [1, 1, 6, 7] },
      { kernelSize: [2, 3], stride: [3, 2], padding: [0, 0, 1, 1], ceilMode: true },
    ],
    "rows longer than one invocation's run": [
      { x: [1, 2, 3, 37] },
      { kernelSize: 3, stride: [1, 2], padding: 1, dilation: [1, 2], ceilMode: true },
    ],
    "one pixel": [{ x: [1, 3, 1, 1] }, { kernelSize: 1 }],
    "one pixel and its padding": [{ x: [1, 3, 1, 1] }, { kernelSize: 3, stride: 1, padding: 1 }],
    "the whole image": [{ x: [2, 2, 5, 4] }, { kernelSize: [5, 4] }],
  },

  errors: {
    "maxPool2d: expected x [N, C, H, W]; got x [4, 4]": [{ x: [4, 4] }, { kernelSize: 2 }],
    "maxPool2d: expected padding of at most half of kernelSize; got padding 2, kernelSize [3, 3]": [
      { x: [1, 1, 8, 8] },
      { kernelSize: 3, padding: 2 },
    ],
    "maxPool2d: expected padding of integers of at least 0; got padding [0, -1]": [
      { x: [1, 1, 8, 8] },
      { kernelSize: 2, padding: [0, -1] },
    ],
    "maxPool2d: expected padding of integers of at least 0; got padding [1, 1, 1]": [
      { x: [1, 1, 8, 8] },
      { kernelSize: 3, padding: [1, 1, 1] as never },
    ],
    "maxPool2d: expected padding of less than kernelSize; got padding [0, 3, 0, 0], kernelSize [3, 3]": [
      { x: [1, 1, 8, 8] },
      { kernelSize: 3, padding: [0, 3, 0, 0] },
    ],
    "maxPool2d: expected padding of integers of at least 0; got padding [0, 0, -1, 0]": [
      { x: [1, 1, 8, 8] },
      { kernelSize: 3, padding: [0, 0, -1, 0] },
    ],
    "maxPool2d: expected stride of integers of at least 1; got stride 0": [
      { x: [1, 1, 8, 8] },
      { kernelSize: 2, stride: 0 },
    ],
    "maxPool2d: expected kernelSize of integers of at least 1; got kernelSize [2, 1.5]": [
      { x: [1, 1, 8, 8] },
      { kernelSize: [2, 1.5] },
    ],
    "maxPool2d: expected dilation of integers of at least 1; got dilation [1, 0]": [
      { x: [1, 1, 8, 8] },
      { kernelSize: 2, dilation: [1, 0] },
    ],
    "maxPool2d: expected padding of at most half of kernelSize; got padding [2, 1], kernelSize [4, 1]": [
      { x: [1, 1, 8, 8] },
      { kernelSize: [4, 1], padding: [2, 1] },
    ],
    "maxPool2d: expected x, with its padding, no smaller than a window; got x [1, 1, 4, 6], kernelSize [5, 5], padding [0, 0], dilation [1, 1]":
      [{ x: [1, 1, 4, 6] }, { kernelSize: 5 }],
  },

  bench: {
    "stem 112x112, 3x3 stride 2": [{ x: [2, 64, 112, 112] }, { kernelSize: 3, stride: 2, padding: 1 }],
    "halving 144x192": [{ x: [2, 64, 144, 192] }, { kernelSize: 2 }],
  },

  // Distinct, far enough apart that the differences of the adjoint law never change which element is the largest.
  sample: {
    x: (elements, seed) => {
      const order = Array.from({ length: elements }, (_, i) => (i * 7919 + 13 * seed + 5) % elements);
      return Float64Array.from(order, (rank) => Math.fround((2 * rank) / elements - 1));
    },
  },
};
