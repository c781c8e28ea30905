import { apply, ranked } from "../../apply.ts";
import { linear } from "../../grid.ts";
import { float, type Op } from "../../op.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { checkMasked, maskedInputs, maskedReads, maskFlag, pixelsOf } from "../loss/mask.ts";
import { meanOfPartials, partsOf } from "../loss/weighted-mean.ts";
import backwardX from "./backward-x.wgsl";
import forward from "./forward.wgsl";

/** The least length that a prediction is divided by, as in PyTorch's normalize. */
const EPS = 1e-12;

export const cosineLossOp: Op<"x" | "target", object, "mask"> = {
  name: "cosineLoss",
  ...maskedInputs,
  shape({ x, target, mask }) {
    ranked("cosineLoss", "x", x, "N, C, H, W", 4);
    checkMasked("cosineLoss", x, target, mask);
    return [];
  },
  forward({ shapes: { x, mask }, adapter }) {
    const geometry = pixelsOf(x);
    const { parts, grid } = partsOf(geometry.size, adapter.kernels);
    return [
      {
        code: forward,
        reads: maskedReads(mask),
        writes: { partials: { shape: [parts, 2] } },
        params: { ...geometry, parts, eps: float(EPS) },
        constants: maskFlag(mask),
        grid,
      },
      meanOfPartials(parts),
    ];
  },
  backward: {
    x({ shapes: { x, mask } }) {
      const geometry = pixelsOf(x);
      return [
        {
          code: backwardX,
          reads: ["dy", "scale", ...maskedReads(mask)],
          writes: { dx: { shape: x } },
          params: { ...geometry, eps: float(EPS) },
          constants: maskFlag(mask),
          grid: linear(geometry.size),
        },
      ];
    },
  },
  flops: ({ shapes: { x } }) => 4 * size(x),
};

/**
 * The mean of 1 − x̂ · target over the pixels that `mask` holds, with the prediction normalised to unit length over
 * its channels, x̂ = x / max(|x|, 1e-12): the usual loss of surface normals. Gradients flow to `x`.
 *
 * The target is taken as it is, so its vectors should have unit length. Which pixels count is the mask's matter alone: a
 * normal whose components sum to 0 counts like any other. Pixels outside it count in no way, whatever they hold;
 * where it holds none the loss and its gradient are 0. A prediction of zeros costs 1, and its gradient is finite
 * but large, −target · 1e12 / pixels, as in PyTorch.
 *
 * @param x `[N, C, H, W]`
 * @param target `[N, C, H, W]`, of unit length over C
 * @param mask `[N, H, W]` or `[N, 1, H, W]`, `u8`: 0 outside, anything else inside; all pixels where absent
 * @returns a scalar
 * @throws {ShapeError} if the shapes do not fit.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.normalize.html
 */
export const cosineLoss = (x: Tensor, target: Tensor, mask?: Tensor): Tensor =>
  apply(cosineLossOp, { x, target, mask }, {});
