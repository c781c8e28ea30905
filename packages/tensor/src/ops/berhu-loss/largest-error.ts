import { ShapeError } from "../../errors.ts";
import { float, type Op } from "../../op.ts";
import { size } from "../../shape.ts";
import { checkMasked, geometryOf, maskedInputs, maskedReads, maskFlag } from "../loss/mask.ts";
import { partsOf } from "../loss/weighted-mean.ts";
import code from "./largest-error.wgsl";
import merge from "./merge.wgsl";

export interface LargestErrorAttrs {
  readonly share: number;
}

/** A share of the largest |x − target| of the pixels in the mask; 0 where it holds none. No gradient flows. */
export const largestErrorOp: Op<"x" | "target", LargestErrorAttrs, "mask"> = {
  name: "berHuLoss",
  ...maskedInputs,
  shape({ x, target, mask }, { share }) {
    checkMasked("berHuLoss", x, target, mask);
    if (!(share > 0)) throw new ShapeError("berHuLoss", "share > 0", { share });
    return [];
  },
  forward({ shapes: { x, mask }, attrs: { share }, adapter }) {
    const geometry = geometryOf(x, mask);
    const { parts, grid } = partsOf(geometry.size, adapter.kernels);
    return [
      {
        code,
        reads: maskedReads(mask),
        writes: { largest: { shape: [parts], dtype: "u32" } },
        params: { ...geometry, parts },
        constants: maskFlag(mask),
        grid,
      },
      {
        code: merge,
        reads: ["largest"],
        writes: { y: { shape: [] } },
        params: { parts, share: float(share) },
        grid: [1, 1, 1],
      },
    ];
  },
  backward: {},
  flops: ({ shapes: { x } }) => 2 * size(x),
};
