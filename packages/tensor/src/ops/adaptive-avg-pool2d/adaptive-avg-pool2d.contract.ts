import type { Contract } from "../../testing/contract.ts";
import { adaptiveAvgPool2dOp } from "./adaptive-avg-pool2d.ts";
import type { AdaptivePoolAttrs } from "./output-size.ts";

export const contract: Contract<"x", AdaptivePoolAttrs> = {
  op: adaptiveAvgPool2dOp,

  reference({ x }, { x: [n, c, h, w] }, { outputSize }) {
    const [oh, ow] = typeof outputSize === "number" ? [outputSize, outputSize] : outputSize;
    const windowsOf = (inputs: number, outputs: number | null) =>
      Array.from({ length: outputs ?? inputs }, (_, o) => [
        Math.floor((o * inputs) / (outputs ?? inputs)),
        Math.ceil(((o + 1) * inputs) / (outputs ?? inputs)),
      ]) as [number, number][];
    const y: number[] = [];
    for (let plane = 0; plane < n * c; plane++)
      for (const [top, bottom] of windowsOf(h, oh))
        for (const [left, right] of windowsOf(w, ow)) {
          let sum = 0;
          for (let iy = top; iy < bottom; iy++)
            for (let ix = left; ix < right; ix++) sum += x[(plane * h + iy) * w + ix]!;
          y.push(sum / ((bottom - top) * (right - left)));
        }
    return Float64Array.from(y);
  },

  cases: {
    "the whole image": [{ x: [2, 3, 5, 7] }, { outputSize: 1 }],
    "the whole of a large image": [{ x: [1, 1, 30, 40] }, { outputSize: [1, 1] }],
    "windows of one size": [{ x: [2, 3, 4, 6] }, { outputSize: 2 }],
    "windows that overlap": [{ x: [1, 2, 7, 10] }, { outputSize: [3, 4] }],
    "one row": [{ x: [1, 2, 9, 8] }, { outputSize: [1, 3] }],
    "one column": [{ x: [1, 2, 9, 8] }, { outputSize: [4, 1] }],
    "more outputs than pixels": [{ x: [1, 2, 3, 4] }, { outputSize: [7, 6] }],
    "more rows, fewer columns": [{ x: [1, 1, 3, 19] }, { outputSize: [5, 4] }],
    "rows stay": [{ x: [1, 2, 5, 7] }, { outputSize: [null, 3] }],
    "columns stay": [{ x: [1, 2, 5, 7] }, { outputSize: [2, null] }],
    "all stays": [{ x: [1, 2, 5, 7] }, { outputSize: [5, null] }],
    "windows longer than a block": [{ x: [1, 1, 3, 201] }, { outputSize: [2, 2] }],
    "rows of more outputs than a run": [{ x: [1, 1, 2, 18] }, { outputSize: [2, 37] }],
    "one pixel": [{ x: [1, 3, 1, 1] }, { outputSize: 1 }],
    "one pixel, spread": [{ x: [1, 3, 1, 1] }, { outputSize: [2, 3] }],
  },

  errors: {
    "adaptiveAvgPool2d: expected x [N, C, H, W]; got x [4, 4]": [{ x: [4, 4] }, { outputSize: 2 }],
    "adaptiveAvgPool2d: expected at least one pixel along each axis; got outputSize [0, 4]": [
      { x: [1, 1, 4, 4] },
      { outputSize: [0, null] },
    ],
    "adaptiveAvgPool2d: expected at least one pixel along each axis; got outputSize [1.5, 1.5]": [
      { x: [1, 1, 4, 4] },
      { outputSize: 1.5 },
    ],
    "adaptiveAvgPool2d: expected inputs times outputs along an axis below 2147483648; got x [1, 1, 1, 70000], outputSize [1, 40000]":
      [{ x: [1, 1, 1, 70_000] }, { outputSize: [1, 40_000] }],
  },

  bench: {
    "the whole image": [{ x: [4, 512, 36, 48] }, { outputSize: 1 }],
    "6 x 6": [{ x: [2, 256, 36, 48] }, { outputSize: 6 }],
  },
};
