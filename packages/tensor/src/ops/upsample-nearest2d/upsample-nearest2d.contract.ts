import type { Contract } from "../../testing/contract.ts";
import { axesOf } from "../../testing/resampling.ts";
import { type UpsampleNearest2dAttrs, upsampleNearest2dOp } from "./upsample-nearest2d.ts";

export const contract: Contract<"x", UpsampleNearest2dAttrs> = {
  op: upsampleNearest2dOp,

  reference({ x }, { x: [n, c, h, w] }, target) {
    const { exact = false } = target;
    const [vertical, horizontal] = axesOf(target, [h, w]);
    const source = (o: number, { inputs, outputs, factor }: typeof vertical) => {
      const whole = !exact && (outputs === inputs || outputs === 2 * inputs);
      const scale = Math.fround(factor && !whole ? 1 / factor : inputs / outputs);
      return Math.min(Math.floor(Math.fround((o + (exact ? 0.5 : 0)) * scale)), inputs - 1);
    };
    const y: number[] = [];
    for (let plane = 0; plane < n * c; plane++)
      for (let oy = 0; oy < vertical.outputs; oy++)
        for (let ox = 0; ox < horizontal.outputs; ox++) {
          const [iy, ix] = [source(oy, vertical), source(ox, horizontal)];
          y.push(x[(plane * h + iy) * w + ix]!);
        }
    return Float64Array.from(y);
  },

  cases: {
    doubles: [{ x: [2, 3, 4, 5] }, { size: [8, 10] }],
    "7 x 5 to 13 x 17": [{ x: [1, 2, 7, 5] }, { size: [13, 17] }],
    "spreads one pixel": [{ x: [1, 4, 1, 1] }, { size: [9, 3] }],
    "leaves its input as is": [{ x: [1, 1, 5, 5] }, { size: [5, 5] }],
    "shrinks, and leaves pixels out": [{ x: [1, 2, 11, 23] }, { size: [4, 5] }],
    "to one pixel": [{ x: [2, 1, 5, 6] }, { size: [1, 1] }],
    "grows along one axis and shrinks along the other": [{ x: [1, 1, 3, 19] }, { size: [40, 8] }],
    "by a factor that loses a part of a pixel": [{ x: [1, 2, 5, 7] }, { scaleFactor: 1.7 }],
    "by a factor that comes to 2 once rounded down": [{ x: [1, 1, 5, 9] }, { scaleFactor: [2.1, 1.05] }],
    "by factors above and below 1": [{ x: [1, 1, 5, 9] }, { scaleFactor: [2.3, 0.45] }],
    "doubles, by centres": [{ x: [2, 3, 4, 5] }, { size: [8, 10], exact: true }],
    "7 x 5 to 13 x 17, by centres": [{ x: [1, 2, 7, 5] }, { size: [13, 17], exact: true }],
    "shrinks, by centres": [{ x: [1, 2, 11, 23] }, { size: [4, 5], exact: true }],
    "to one pixel, by its centre": [{ x: [2, 1, 5, 6] }, { size: [1, 1], exact: true }],
    "by a factor that adds no pixel, by centres": [{ x: [1, 2, 5, 9] }, { scaleFactor: 1.189, exact: true }],
    "by a factor that comes to 2 once rounded down, by centres": [
      { x: [1, 1, 5, 9] },
      { scaleFactor: [2.1, 1.05], exact: true },
    ],
    "by factors above and below 1, by centres": [
      { x: [1, 1, 5, 9] },
      { scaleFactor: [2.3, 0.45], exact: true },
    ],
  },

  errors: {
    "upsampleNearest2d: expected x [N, C, H, W]; got x [3, 4, 5]": [{ x: [3, 4, 5] }, { size: [8, 8] }],
    "upsampleNearest2d: expected at least one pixel along each axis; got x [1, 1, 4, 4], size [0, 8]": [
      { x: [1, 1, 4, 4] },
      { size: [0, 8] },
    ],
    "upsampleNearest2d: expected scaleFactor of positive numbers; got scaleFactor [1, 0]": [
      { x: [1, 1, 4, 4] },
      { scaleFactor: [1, 0] },
    ],
  },

  bench: {
    "decoder 36x48 to 72x96": [{ x: [2, 64, 36, 48] }, { size: [72, 96] }],
  },
};
