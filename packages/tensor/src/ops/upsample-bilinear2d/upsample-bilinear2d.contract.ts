import type { Contract } from "../../testing/contract.ts";
import { axesOf, positionOf, upsamplingCases } from "../../testing/resampling.ts";
import type { ResampleAttrs } from "../resample/geometry.ts";
import { upsampleBilinear2dOp } from "./upsample-bilinear2d.ts";

const halfPixel = { coordinateMode: "half_pixel" } as const;
const corners = { coordinateMode: "align_corners" } as const;

export const contract: Contract<"x", ResampleAttrs> = {
  op: upsampleBilinear2dOp,

  reference({ x }, { x: [n, c, h, w] }, attrs) {
    const [vertical, horizontal] = axesOf(attrs, [h, w]);
    /** PyTorch heeds no factor along an axis that stays as long as it is; ONNX's own mode does. */
    const position = (o: number, axis: typeof vertical) => {
      const copies = axis.outputs === axis.inputs && attrs.coordinateMode !== "asymmetric";
      return Math.max(positionOf(o, copies ? { ...axis, factor: undefined } : axis, attrs), 0);
    };
    const y: number[] = [];
    for (let plane = 0; plane < n * c; plane++)
      for (let oy = 0; oy < vertical.outputs; oy++)
        for (let ox = 0; ox < horizontal.outputs; ox++) {
          const [sy, sx] = [position(oy, vertical), position(ox, horizontal)];
          const [y0, x0] = [Math.floor(sy), Math.floor(sx)];
          const [fy, fx] = [sy - y0, sx - x0];
          const at = (i: number, j: number) => x[(plane * h + Math.min(i, h - 1)) * w + Math.min(j, w - 1)]!;
          const top = (1 - fx) * at(y0, x0) + fx * at(y0, x0 + 1);
          const bottom = (1 - fx) * at(y0 + 1, x0) + fx * at(y0 + 1, x0 + 1);
          y.push((1 - fy) * top + fy * bottom);
        }
    return Float64Array.from(y);
  },

  cases: upsamplingCases,

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
