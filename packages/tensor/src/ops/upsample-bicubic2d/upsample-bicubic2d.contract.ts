import type { Contract } from "../../testing/contract.ts";
import { axesOf, positionOf, upsamplingCases } from "../../testing/resampling.ts";
import type { ResampleAttrs } from "../resample/geometry.ts";
import { upsampleBicubic2dOp } from "./upsample-bicubic2d.ts";

const halfPixel = { coordinateMode: "half_pixel" } as const;

/** Keys' kernel with a = −0.75. */
function keys(distance: number): number {
  const [d, a] = [Math.abs(distance), -0.75];
  if (d < 1) return (a + 2) * d ** 3 - (a + 3) * d ** 2 + 1;
  return d < 2 ? a * d ** 3 - 5 * a * d ** 2 + 8 * a * d - 4 * a : 0;
}

export const contract: Contract<"x", ResampleAttrs> = {
  op: upsampleBicubic2dOp,

  reference({ x }, { x: [n, c, h, w] }, attrs) {
    const [vertical, horizontal] = axesOf(attrs, [h, w]);
    /** Along each axis, the inputs that an output reads and their weights. */
    const taps = (o: number, axis: typeof vertical) => {
      const at = positionOf(o, axis, attrs);
      return [-1, 0, 1, 2].map((step): [number, number] => {
        const i = Math.floor(at) + step;
        return [Math.min(Math.max(i, 0), axis.inputs - 1), keys(at - i)];
      });
    };
    const y: number[] = [];
    for (let plane = 0; plane < n * c; plane++)
      for (let oy = 0; oy < vertical.outputs; oy++)
        for (let ox = 0; ox < horizontal.outputs; ox++) {
          let sum = 0;
          for (const [iy, weightY] of taps(oy, vertical))
            for (const [ix, weightX] of taps(ox, horizontal))
              sum += weightY * weightX * x[(plane * h + iy) * w + ix]!;
          y.push(sum);
        }
    return Float64Array.from(y);
  },

  cases: upsamplingCases,

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
