import type { Contract } from "../../testing/contract.ts";
import { windowsOf } from "../window/windows.ts";
import { type AvgPool2dOptions, avgPool2dOp } from "./avg-pool2d.ts";

export const contract: Contract<"x", AvgPool2dOptions> = {
  op: avgPool2dOp,

  reference({ x }, { x: [n, c, h, w] }, options) {
    const { countIncludePad = true, divisorOverride } = options;
    const [vertical, horizontal] = windowsOf("avgPool2d", [n, c, h, w], options);
    const within = (i: number, extent: number, { before, after } = { before: 0, after: 0 }) =>
      i >= -before && i < extent + after;
    const y: number[] = [];
    for (let plane = 0; plane < n * c; plane++)
      for (let oy = 0; oy < vertical.outputs; oy++)
        for (let ox = 0; ox < horizontal.outputs; ox++) {
          let [sum, inside, padded] = [0, 0, 0];
          for (let ky = 0; ky < vertical.kernel; ky++)
            for (let kx = 0; kx < horizontal.kernel; kx++) {
              const iy = oy * vertical.stride + ky - vertical.before;
              const ix = ox * horizontal.stride + kx - horizontal.before;
              if (within(iy, h, vertical) && within(ix, w, horizontal)) padded++;
              if (!within(iy, h) || !within(ix, w)) continue;
              inside++;
              sum += x[(plane * h + iy) * w + ix]!;
            }
          y.push(sum / (divisorOverride ?? (countIncludePad ? padded : inside)));
        }
    return Float64Array.from(y);
  },

  cases: {
    halves: [{ x: [2, 3, 4, 6] }, { kernelSize: 2 }],
    "leaves a rest at the edges": [{ x: [1, 2, 5, 7] }, { kernelSize: 2 }],
    "overlaps, with padding": [{ x: [1, 2, 7, 9] }, { kernelSize: 3, stride: 2, padding: 1 }],
    "overlaps, padding not counted": [
      { x: [1, 2, 7, 9] },
      { kernelSize: 3, stride: 2, padding: 1, countIncludePad: false },
    ],
    "differs along the axes": [{ x: [1, 2, 7, 9] }, { kernelSize: [2, 4], stride: [1, 3], padding: [0, 2] }],
    "strides past pixels": [{ x: [1, 1, 9, 8] }, { kernelSize: 2, stride: 3 }],
    "reaches over the edge": [{ x: [1, 2, 6, 8] }, { kernelSize: 3, stride: 2, ceilMode: true }],
    "reaches over the padding": [
      { x: [1, 1, 6, 8] },
      { kernelSize: 4, stride: 3, padding: 1, ceilMode: true },
    ],
    "reaches over the padding, padding not counted": [
      { x: [1, 1, 6, 8] },
      { kernelSize: 4, stride: 3, padding: 1, ceilMode: true, countIncludePad: false },
    ],
    "drops a last window that would start in the padding": [
      { x: [1, 1, 3, 3] },
      { kernelSize: 2, stride: 2, padding: 1, ceilMode: true },
    ],
    "padding that differs on every side": [
      { x: [1, 2, 5, 6] },
      { kernelSize: 3, stride: 2, padding: [2, 0, 1, 2] },
    ],
    "padding that differs on every side, not counted": [
      { x: [1, 2, 5, 6] },
      { kernelSize: 3, stride: 2, padding: [2, 0, 1, 2], countIncludePad: false },
    ],
    "reaches over padding after the image only": [
      { x: [1, 1, 6, 7] },
      { kernelSize: 4, stride: 3, padding: [0, 0, 1, 1], ceilMode: true },
    ],
    "divides by another number": [{ x: [1, 1, 5, 5] }, { kernelSize: 3, stride: 1, divisorOverride: -7 }],
    "rows longer than one invocation's run": [
      { x: [1, 2, 3, 37] },
      { kernelSize: 3, stride: [1, 2], padding: 1, ceilMode: true, countIncludePad: false },
    ],
    "one pixel": [{ x: [1, 3, 1, 1] }, { kernelSize: 1 }],
    "one pixel and its padding": [{ x: [1, 3, 1, 1] }, { kernelSize: 3, stride: 1, padding: 1 }],
    "the whole image": [{ x: [2, 2, 5, 4] }, { kernelSize: [5, 4] }],
  },

  errors: {
    "avgPool2d: expected x [N, C, H, W]; got x [4, 4]": [{ x: [4, 4] }, { kernelSize: 2 }],
    "avgPool2d: expected padding of at most half of kernelSize; got padding 2, kernelSize [3, 3]": [
      { x: [1, 1, 8, 8] },
      { kernelSize: 3, padding: 2 },
    ],
    "avgPool2d: expected padding of less than kernelSize; got padding [0, 0, 2, 3], kernelSize [3, 3]": [
      { x: [1, 1, 8, 8] },
      { kernelSize: 3, padding: [0, 0, 2, 3] },
    ],
    "avgPool2d: expected divisorOverride of an integer other than 0; got divisorOverride 0": [
      { x: [1, 1, 8, 8] },
      { kernelSize: 3, divisorOverride: 0 },
    ],
    "avgPool2d: expected x, with its padding, no smaller than a window; got x [1, 1, 4, 6], kernelSize [5, 5], padding [0, 0], dilation [1, 1]":
      [{ x: [1, 1, 4, 6] }, { kernelSize: 5 }],
  },

  bench: {
    "halving 144x192": [{ x: [2, 64, 144, 192] }, { kernelSize: 2 }],
  },
};
