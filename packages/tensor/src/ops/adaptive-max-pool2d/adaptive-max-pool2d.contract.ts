import type { Contract } from "../../testing/contract.ts";
import { contract as averages } from "../adaptive-avg-pool2d/adaptive-avg-pool2d.contract.ts";
import type { AdaptivePoolAttrs } from "../adaptive-avg-pool2d/output-size.ts";
import { adaptiveMaxPool2dOp } from "./adaptive-max-pool2d.ts";

export const contract: Contract<"x", AdaptivePoolAttrs> = {
  op: adaptiveMaxPool2dOp,

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
          let largest = -Infinity;
          for (let iy = top; iy < bottom; iy++)
            for (let ix = left; ix < right; ix++) largest = Math.max(largest, x[(plane * h + iy) * w + ix]!);
          y.push(largest);
        }
    return Float64Array.from(y);
  },

  // The windows are those of averages.
  cases: averages.cases,

  errors: {
    "adaptiveMaxPool2d: expected x [N, C, H, W]; got x [4, 4]": [{ x: [4, 4] }, { outputSize: 2 }],
    "adaptiveMaxPool2d: expected at least one pixel along each axis; got outputSize [-1, 4]": [
      { x: [1, 1, 4, 4] },
      { outputSize: [-1, null] },
    ],
  },

  bench: { "6 x 6": [{ x: [2, 256, 36, 48] }, { outputSize: 6 }] },

  // Distinct, in halves too, and so far apart that the differences of the adjoint law never change which is the largest.
  sample: {
    x: (elements, seed) => {
      const order = Array.from({ length: elements }, (_, i) => (i * 7919 + 13 * seed + 5) % elements);
      return Float64Array.from(order, (rank) => Math.fround((2 * rank) / elements - 1));
    },
  },
};
