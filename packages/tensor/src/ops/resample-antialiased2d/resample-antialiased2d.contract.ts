import type { Contract } from "../../testing/contract.ts";
import { axesOf } from "../../testing/resampling.ts";
import { type ResampleAntialiased2dAttrs, resampleAntialiased2dOp } from "./resample-antialiased2d.ts";

const bilinear = { filter: "bilinear" } as const;
const bicubic = { filter: "bicubic" } as const;

const filters = {
  bilinear: (d: number) => Math.max(1 - d, 0),
  bicubic: (d: number) => {
    if (d < 1) return 1.5 * d ** 3 - 2.5 * d ** 2 + 1;
    return d < 2 ? -0.5 * d ** 3 + 2.5 * d ** 2 - 4 * d + 2 : 0;
  },
};

export const contract: Contract<"x", ResampleAntialiased2dAttrs> = {
  op: resampleAntialiased2dOp,

  reference({ x }, { x: [n, c, h, w] }, { filter, alignCorners = false, ...target }) {
    const [vertical, horizontal] = axesOf(target, [h, w]);
    /** The weight of each input for output `o` along one axis. */
    const weightsOf = (o: number, { inputs, outputs, factor }: typeof vertical) => {
      const corners = outputs > 1 ? (inputs - 1) / (outputs - 1) : 0;
      const r = alignCorners ? corners : factor ? 1 / factor : inputs / outputs;
      const distance = (i: number) => Math.abs(i + 0.5 - (o + 0.5) * r) / Math.max(r, 1);
      const weights = Array.from({ length: inputs }, (_, i) =>
        inputs === outputs ? Number(i === o) : filters[filter](distance(i)),
      );
      const total = weights.reduce((sum, weight) => sum + weight);
      return weights.map((weight) => weight / total);
    };
    const rows = Array.from({ length: vertical.outputs }, (_, o) => weightsOf(o, vertical));
    const columns = Array.from({ length: horizontal.outputs }, (_, o) => weightsOf(o, horizontal));
    const y: number[] = [];
    for (let plane = 0; plane < n * c; plane++)
      for (const row of rows)
        for (const column of columns) {
          let sum = 0;
          for (const [iy, weightY] of row.entries())
            for (const [ix, weightX] of column.entries())
              sum += weightY * weightX * x[(plane * h + iy) * w + ix]!;
          y.push(sum);
        }
    return Float64Array.from(y);
  },

  cases: {
    halves: [{ x: [2, 3, 8, 10] }, { size: [4, 5], ...bilinear }],
    "halves, cubic": [{ x: [2, 3, 8, 10] }, { size: [4, 5], ...bicubic }],
    "13 x 17 to 5 x 4": [{ x: [1, 2, 13, 17] }, { size: [5, 4], ...bilinear }],
    "13 x 17 to 5 x 4, cubic": [{ x: [1, 2, 13, 17] }, { size: [5, 4], ...bicubic }],
    "13 x 17 to 5 x 4, corners aligned": [
      { x: [1, 2, 13, 17] },
      { size: [5, 4], ...bilinear, alignCorners: true },
    ],
    "13 x 17 to 5 x 4, cubic, corners aligned": [
      { x: [1, 2, 13, 17] },
      { size: [5, 4], ...bicubic, alignCorners: true },
    ],
    grows: [{ x: [1, 2, 4, 5] }, { size: [9, 7], ...bilinear }],
    "grows, cubic": [{ x: [1, 2, 4, 5] }, { size: [9, 7], ...bicubic }],
    "grows along one axis and shrinks along the other, cubic": [
      { x: [1, 1, 3, 19] },
      { size: [7, 4], ...bicubic },
    ],
    "rows alone": [{ x: [1, 2, 9, 6] }, { size: [4, 6], ...bicubic }],
    "columns alone": [{ x: [1, 3, 6, 9] }, { size: [6, 4], ...bicubic }],
    "leaves its input as is": [{ x: [1, 1, 5, 6] }, { size: [5, 6], ...bicubic }],
    "to one pixel": [{ x: [2, 1, 5, 6] }, { size: [1, 1], ...bilinear }],
    "to one pixel, cubic, corners aligned": [
      { x: [2, 1, 5, 6] },
      { size: [1, 1], ...bicubic, alignCorners: true },
    ],
    "spreads one pixel": [{ x: [1, 3, 1, 1] }, { size: [3, 2], ...bicubic }],
    "spreads one pixel, corners aligned": [
      { x: [1, 3, 1, 1] },
      { size: [3, 2], ...bicubic, alignCorners: true },
    ],
    "averages more than a block": [{ x: [1, 1, 2, 151] }, { size: [1, 2], ...bicubic }],
    "by a factor that loses a part of a pixel": [{ x: [1, 2, 9, 11] }, { scaleFactor: 0.37, ...bilinear }],
    "by a factor that adds no row": [{ x: [1, 2, 5, 9] }, { scaleFactor: 1.189, ...bicubic }],
    "by factors above and below 1": [{ x: [1, 1, 5, 9] }, { scaleFactor: [2.3, 0.45], ...bicubic }],
  },

  errors: {
    "resampleAntialiased2d: expected x [N, C, H, W]; got x [3, 4, 5]": [
      { x: [3, 4, 5] },
      { size: [8, 8], ...bilinear },
    ],
    "resampleAntialiased2d: expected at least one pixel along each axis; got x [1, 1, 4, 4], size [8, 0]": [
      { x: [1, 1, 4, 4] },
      { size: [8, 0], ...bilinear },
    ],
    "resampleAntialiased2d: expected inputs times outputs along an axis below 536870912; got inputs 60000, outputs 30000":
      [{ x: [1, 1, 1, 60_000] }, { size: [1, 30_000], ...bilinear }],
  },

  bench: {
    "480x640 to 192x256": [{ x: [2, 3, 480, 640] }, { size: [192, 256], ...bilinear }],
  },
};
