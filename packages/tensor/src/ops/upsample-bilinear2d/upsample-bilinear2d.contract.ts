import type { Contract } from "../../testing/contract.ts";
import type { ResampleAttrs } from "../resample/geometry.ts";
import { scaleFactors } from "../resample/output-size.ts";
import { upsampleBilinear2dOp } from "./upsample-bilinear2d.ts";

const halfPixel = { coordinateMode: "half_pixel" } as const;
const corners = { coordinateMode: "align_corners" } as const;
const asymmetric = { coordinateMode: "asymmetric" } as const;

export const contract: Contract<"x", ResampleAttrs> = {
  op: upsampleBilinear2dOp,

  reference({ x }, { x: [n, c, h, w] }, attrs) {
    const factors = scaleFactors(attrs);
    const [oh, ow] =
      "size" in attrs ? attrs.size : [Math.floor(h * factors![0]), Math.floor(w * factors![1])];
    const position = (o: number, inputs: number, outputs: number, factor: number | undefined) => {
      if (attrs.coordinateMode === "align_corners") return (o * (inputs - 1)) / Math.max(outputs - 1, 1);
      if (attrs.coordinateMode === "asymmetric") return o * (factor ? 1 / factor : inputs / outputs);
      if (attrs.coordinateMode === "pytorch_half_pixel" && outputs === 1) return 0;
      return Math.max((o + 0.5) * (factor && outputs !== inputs ? 1 / factor : inputs / outputs) - 0.5, 0);
    };
    const y: number[] = [];
    for (let plane = 0; plane < n * c; plane++)
      for (let oy = 0; oy < oh; oy++)
        for (let ox = 0; ox < ow; ox++) {
          const [sy, sx] = [position(oy, h, oh, factors?.[0]), position(ox, w, ow, factors?.[1])];
          const [y0, x0] = [Math.floor(sy), Math.floor(sx)];
          const [fy, fx] = [sy - y0, sx - x0];
          const at = (i: number, j: number) => x[(plane * h + Math.min(i, h - 1)) * w + Math.min(j, w - 1)]!;
          const top = (1 - fx) * at(y0, x0) + fx * at(y0, x0 + 1);
          const bottom = (1 - fx) * at(y0 + 1, x0) + fx * at(y0 + 1, x0 + 1);
          y.push((1 - fy) * top + fy * bottom);
        }
    return Float64Array.from(y);
  },

  cases: {
    doubles: [{ x: [2, 3, 4, 5] }, { size: [8, 10], ...halfPixel }],
    "doubles, corners aligned": [{ x: [2, 3, 4, 5] }, { size: [8, 10], ...corners }],
    "7 x 5 to 13 x 17": [{ x: [1, 2, 7, 5] }, { size: [13, 17], ...halfPixel }],
    "7 x 5 to 13 x 17, corners aligned": [{ x: [1, 2, 7, 5] }, { size: [13, 17], ...corners }],
    "spreads one pixel": [{ x: [1, 4, 1, 1] }, { size: [9, 3], ...halfPixel }],
    "spreads one pixel, corners aligned": [{ x: [1, 4, 1, 1] }, { size: [9, 3], ...corners }],
    "leaves its input as is": [{ x: [1, 1, 5, 5] }, { size: [5, 5], ...halfPixel }],
    "leaves its input as is, corners aligned": [{ x: [1, 1, 5, 5] }, { size: [5, 5], ...corners }],
    shrinks: [{ x: [1, 2, 11, 23] }, { size: [4, 5], ...halfPixel }],
    "shrinks, corners aligned": [{ x: [1, 2, 11, 23] }, { size: [4, 5], ...corners }],
    "to one row": [{ x: [1, 2, 6, 3] }, { size: [1, 7], ...halfPixel }],
    "to one row, corners aligned": [{ x: [1, 2, 6, 3] }, { size: [1, 7], ...corners }],
    "to one pixel, corners aligned": [{ x: [2, 1, 5, 6] }, { size: [1, 1], ...corners }],
    "grows along one axis and shrinks along the other": [
      { x: [1, 1, 3, 19] },
      { size: [40, 8], ...halfPixel },
    ],
    "by a factor that loses a part of a pixel": [{ x: [1, 2, 5, 7] }, { scaleFactor: 1.7, ...halfPixel }],
    "by a factor that adds no row": [{ x: [1, 2, 5, 9] }, { scaleFactor: 1.189, ...halfPixel }],
    "by factors above and below 1": [{ x: [1, 1, 5, 9] }, { scaleFactor: [2.3, 0.45], ...halfPixel }],
    "by a factor, corners aligned": [{ x: [1, 1, 5, 9] }, { scaleFactor: 1.7, ...corners }],
    "7 x 5 to 13 x 17, asymmetric": [{ x: [1, 2, 7, 5] }, { size: [13, 17], ...asymmetric }],
    "shrinks, asymmetric": [{ x: [1, 2, 11, 23] }, { size: [4, 5], ...asymmetric }],
    "spreads one pixel, asymmetric": [{ x: [1, 4, 1, 1] }, { size: [9, 3], ...asymmetric }],
    "by a factor that adds no row, asymmetric": [{ x: [1, 2, 5, 9] }, { scaleFactor: 1.189, ...asymmetric }],
    "by factors above and below 1, asymmetric": [
      { x: [1, 1, 5, 9] },
      { scaleFactor: [2.3, 0.45], ...asymmetric },
    ],
    "to one row of ONNX's half pixels": [
      { x: [1, 2, 6, 3] },
      { size: [1, 7], coordinateMode: "pytorch_half_pixel" },
    ],
    "rows longer than one invocation's run": [{ x: [1, 1, 2, 37] }, { size: [3, 150], ...halfPixel }],
  },

  errors: {
    "upsampleBilinear2d: expected x [N, C, H, W]; got x [3, 4, 5]": [
      { x: [3, 4, 5] },
      { size: [8, 8], ...halfPixel },
    ],
    "upsampleBilinear2d: expected at least one pixel along each axis; got x [1, 1, 4, 4], size [8, 0]": [
      { x: [1, 1, 4, 4] },
      { size: [8, 0], ...halfPixel },
    ],
    "upsampleBilinear2d: expected at least one pixel along each axis; got x [1, 1, 4, 4], size [8, 2.5]": [
      { x: [1, 1, 4, 4] },
      { size: [8, 2.5], ...halfPixel },
    ],
    "upsampleBilinear2d: expected at least one pixel along each axis; got x [1, 1, 4, 4], scaleFactor [0.2, 1], size [0, 4]":
      [{ x: [1, 1, 4, 4] }, { scaleFactor: [0.2, 1], ...halfPixel }],
    "upsampleBilinear2d: expected scaleFactor of positive numbers; got scaleFactor [-2, -2]": [
      { x: [1, 1, 4, 4] },
      { scaleFactor: -2, ...halfPixel },
    ],
    "upsampleBilinear2d: expected inputs times outputs along an axis below 536870912; got inputs 30000, outputs 60000":
      [{ x: [1, 1, 1, 30_000] }, { size: [1, 60_000], ...halfPixel }],
  },

  bench: {
    "decoder 36x48 to 72x96": [{ x: [2, 64, 36, 48] }, { size: [72, 96], ...corners }],
    "logits 72x96 to 288x384": [{ x: [2, 13, 72, 96] }, { size: [288, 384], ...halfPixel }],
  },
};
