import { size } from "../../shape.ts";
import type { Contract } from "../../testing/contract.ts";
import { integers } from "../../testing/vectors.ts";
import { type MaxUnpool2dOptions, maxUnpool2dOp } from "./max-unpool2d.ts";

export const contract: Contract<"x" | "indices", MaxUnpool2dOptions> = {
  op: maxUnpool2dOp,

  reference({ x, indices }, { x: [n, c, p, q], indices: shape }, options) {
    const [, , oh, ow] = maxUnpool2dOp.shape({ x: [n, c, p, q], indices: shape }, options) as typeof shape;
    const y = new Float64Array(n * c * oh * ow);
    x.forEach((value, i) => {
      if (indices[i]! < oh * ow) y[Math.floor(i / (p * q)) * oh * ow + indices[i]!] = value;
    });
    return y;
  },

  cases: {
    halves: [{ x: [2, 3, 3, 4], indices: [2, 3, 3, 4] }, { kernelSize: 2 }],
    "counts places as i32": [
      { x: [1, 2, 3, 5], indices: [1, 2, 3, 5] },
      { kernelSize: 2 },
      { indices: "i32" },
    ],
    "windows that overlap": [
      { x: [1, 2, 4, 5], indices: [1, 2, 4, 5] },
      { kernelSize: 3, stride: 2, padding: 1 },
    ],
    "fewer places than elements": [{ x: [2, 2, 5, 7], indices: [2, 2, 5, 7] }, { kernelSize: 1 }],
    "a size of its own": [
      { x: [1, 2, 3, 3], indices: [1, 2, 3, 3] },
      { kernelSize: [3, 2], stride: [3, 2], outputSize: [11, 5] },
    ],
    "the shape of what was pooled": [
      { x: [1, 2, 3, 3], indices: [1, 2, 3, 3] },
      { kernelSize: 2, outputSize: [1, 2, 7, 6] },
    ],
    "one pixel": [{ x: [1, 3, 1, 1], indices: [1, 3, 1, 1] }, { kernelSize: 1 }],
  },

  errors: {
    "maxUnpool2d: expected x [N, C, P, Q]; got x [4, 4]": [{ x: [4, 4], indices: [4, 4] }, { kernelSize: 2 }],
    "maxUnpool2d: expected indices of the shape of x; got x [1, 1, 4, 4], indices [1, 1, 4, 3]": [
      { x: [1, 1, 4, 4], indices: [1, 1, 4, 3] },
      { kernelSize: 2 },
    ],
    "maxUnpool2d: expected stride of integers of at least 1; got stride [1, 0]": [
      { x: [1, 1, 4, 4], indices: [1, 1, 4, 4] },
      { kernelSize: 2, stride: [1, 0] },
    ],
    "maxUnpool2d: expected padding of integers of at least 0; got padding -1": [
      { x: [1, 1, 4, 4], indices: [1, 1, 4, 4] },
      { kernelSize: 2, padding: -1 },
    ],
    "maxUnpool2d: expected outputSize [OH, OW]; got outputSize [8]": [
      { x: [1, 1, 4, 4], indices: [1, 1, 4, 4] },
      { kernelSize: 2, outputSize: [8] },
    ],
    "maxUnpool2d: expected outputSize less than stride from [8, 8]; got outputSize [9, 10], stride [2, 2]": [
      { x: [1, 1, 4, 4], indices: [1, 1, 4, 4] },
      { kernelSize: 2, outputSize: [9, 10] },
    ],
    "maxUnpool2d: expected outputSize less than stride from [8, 8]; got outputSize [6, 7], stride [2, 2]": [
      { x: [1, 1, 4, 4], indices: [1, 1, 4, 4] },
      { kernelSize: 2, outputSize: [6, 7] },
    ],
    "maxUnpool2d: expected at least one pixel along each axis; got outputSize [0, 1]": [
      { x: [1, 1, 1, 1], indices: [1, 1, 1, 1] },
      { kernelSize: [2, 1], padding: [1, 0] },
    ],
  },

  bench: {
    "doubling 72x96": [{ x: [2, 64, 72, 96], indices: [2, 64, 72, 96] }, { kernelSize: 2 }],
  },

  // Any places of the plane, so that some come several times and others never.
  sample: {
    indices: (elements, seed, { shapes, attrs }) => {
      const [, , oh, ow] = maxUnpool2dOp.shape(shapes, attrs);
      return integers(elements, size([oh!, ow!]), seed);
    },
  },
};
