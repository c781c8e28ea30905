import type { Contract } from "../../testing/contract.ts";
import type { ResampleAttrs } from "../resample/geometry.ts";
import { scaleFactors } from "../resample/output-size.ts";
import { upsampleBicubic2dOp } from "./upsample-bicubic2d.ts";

const halfPixel = { coordinateMode: "half_pixel" } as const;
const corners = { coordinateMode: "align_corners" } as const;
const asymmetric = { coordinateMode: "asymmetric" } as const;

/** Keys' kernel with a = −0.75. */
function keys(distance: number): number {
  const [d, a] = [Math.abs(distance), -0.75];
  if (d < 1) return (a + 2) * d ** 3 - (a + 3) * d ** 2 + 1;
  return d < 2 ? a * d ** 3 - 5 * a * d ** 2 + 8 * a * d - 4 * a : 0;
}

export const contract: Contract<"x", ResampleAttrs> = {
  op: upsampleBicubic2dOp,

  reference({ x }, { x: [n, c, h, w] }, attrs) {
    const factors = scaleFactors(attrs);
    const [oh, ow] =
      "size" in attrs ? attrs.size : [Math.floor(h * factors![0]), Math.floor(w * factors![1])];
    const position = (o: number, inputs: number, outputs: number, factor: number | undefined) => {
      const r = factor ? 1 / factor : inputs / outputs;
      if (attrs.coordinateMode === "align_corners") return (o * (inputs - 1)) / Math.max(outputs - 1, 1);
      if (attrs.coordinateMode === "asymmetric") return o * r;
      if (attrs.coordinateMode === "pytorch_half_pixel" && outputs === 1) return 0;
      return (o + 0.5) * r - 0.5;
    };
    /** Along each axis, the inputs that an output reads and their weights. */
    const taps = (at: number, inputs: number) =>
      [-1, 0, 1, 2].map((step): [number, number] => {
        const i = Math.floor(at) + step;
        return [Math.min(Math.max(i, 0), inputs - 1), keys(at - i)];
      });
    const y: number[] = [];
    for (let plane = 0; plane < n * c; plane++)
      for (let oy = 0; oy < oh; oy++)
        for (let ox = 0; ox < ow; ox++) {
          let sum = 0;
          for (const [iy, weightY] of taps(position(oy, h, oh, factors?.[0]), h))
            for (const [ix, weightX] of taps(position(ox, w, ow, factors?.[1]), w))
              sum += weightY * weightX * x[(plane * h + iy) * w + ix]!;
          y.push(sum);
        }
    return Float64Array.from(y);
  },

  cases: {
    doubles: [{ x: [2, 3, 4, 5] }, { size: [8, 10], ...halfPixel }],
    "doubles, corners aligned": [{ x: [2, 3, 4, 5] }, { size: [8, 10], ...corners }],
    "7 x 5 to 13 x 17": [{ x: [1, 2, 7, 5] }, { size: [13, 17], ...halfPixel }],
    "7 x 5 to 13 x 17, corners aligned": [{ x: [1, 2, 7, 5] }, { size: [13, 17], ...corners }],
    "7 x 5 to 13 x 17, asymmetric": [{ x: [1, 2, 7, 5] }, { size: [13, 17], ...asymmetric }],
    "spreads one pixel": [{ x: [1, 4, 1, 1] }, { size: [9, 3], ...halfPixel }],
    "spreads one pixel, corners aligned": [{ x: [1, 4, 1, 1] }, { size: [9, 3], ...corners }],
    "leaves its input as is": [{ x: [1, 1, 5, 5] }, { size: [5, 5], ...halfPixel }],
    "leaves its input as is, corners aligned": [{ x: [1, 1, 5, 5] }, { size: [5, 5], ...corners }],
    shrinks: [{ x: [1, 2, 11, 23] }, { size: [4, 5], ...halfPixel }],
    "shrinks, corners aligned": [{ x: [1, 2, 11, 23] }, { size: [4, 5], ...corners }],
    "shrinks, asymmetric": [{ x: [1, 2, 11, 23] }, { size: [4, 5], ...asymmetric }],
    "skips more columns than it reads": [{ x: [1, 1, 2, 61] }, { size: [2, 5], ...halfPixel }],
    "to one row": [{ x: [1, 2, 6, 3] }, { size: [1, 7], ...halfPixel }],
    "to one row of ONNX's half pixels": [
      { x: [1, 2, 6, 3] },
      { size: [1, 7], coordinateMode: "pytorch_half_pixel" },
    ],
    "to one pixel, corners aligned": [{ x: [2, 1, 5, 6] }, { size: [1, 1], ...corners }],
    "grows along one axis and shrinks along the other": [
      { x: [1, 1, 3, 19] },
      { size: [40, 8], ...halfPixel },
    ],
    "by a factor that loses a part of a pixel": [{ x: [1, 2, 5, 7] }, { scaleFactor: 1.7, ...halfPixel }],
    "by a factor that adds no row": [{ x: [1, 2, 5, 9] }, { scaleFactor: 1.189, ...halfPixel }],
    "by factors above and below 1": [{ x: [1, 1, 5, 9] }, { scaleFactor: [2.3, 0.45], ...halfPixel }],
    "by a factor, corners aligned": [{ x: [1, 1, 5, 9] }, { scaleFactor: 1.7, ...corners }],
    "rows longer than one invocation's run": [{ x: [1, 1, 2, 37] }, { size: [3, 150], ...halfPixel }],
  },

  errors: {
    "upsampleBicubic2d: expected x [N, C, H, W]; got x [3, 4, 5]": [
      { x: [3, 4, 5] },
      { size: [8, 8], ...halfPixel },
    ],
    "upsampleBicubic2d: expected at least one pixel along each axis; got x [1, 1, 4, 4], size [8, 0]": [
      { x: [1, 1, 4, 4] },
      { size: [8, 0], ...halfPixel },
    ],
    "upsampleBicubic2d: expected inputs times outputs along an axis below 536870912; got inputs 30000, outputs 60000":
      [{ x: [1, 1, 1, 30_000] }, { size: [1, 60_000], ...halfPixel }],
  },

  bench: {
    "decoder 36x48 to 72x96": [{ x: [2, 64, 36, 48] }, { size: [72, 96], ...halfPixel }],
    "halving 144x192": [{ x: [2, 16, 144, 192] }, { size: [72, 96], ...halfPixel }],
  },
};
