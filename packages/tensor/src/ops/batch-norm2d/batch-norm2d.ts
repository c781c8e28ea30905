import { apply, ranked } from "../../apply.ts";
import { rerunning } from "../../autograd/rerunning.ts";
import { byteLength, floating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import type { Op } from "../../op.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { batchNormInPieces } from "./in-pieces.ts";
import {
  type BatchNorm2dAttrs,
  type BatchNorm2dCall,
  makeDx,
  makeStatistics,
  makeSums,
  makeY,
  type OptionalInput,
} from "./launches.ts";

// N images, C channels.

export interface BatchNorm2dOptions {
  /** Running mean of each channel, `[C]`: moved in place in training, used in evaluation. */
  readonly runningMean?: Tensor | undefined;
  /** Running unbiased variance of each channel, `[C]`: moved in place in training, used in evaluation. */
  readonly runningVar?: Tensor | undefined;
  /** Whether to normalise by the statistics of this batch, rather than by the running ones. */
  readonly training: boolean;
  /** Share of this batch in the running statistics; default 0.1. */
  readonly momentum?: number;
  /** Added to the variance; default 1e-5. */
  readonly eps?: number;
}

export const batchNorm2dOp: Op<"x", BatchNorm2dAttrs, OptionalInput> = {
  name: "batchNorm2d",
  inputs: ["x", "weight", "bias", "runningMean", "runningVar"],
  dtypes: { x: floating },
  dtype: ({ dtypes }) => dtypes["x"]!,
  shape(shapes, { training }) {
    const [N, C, H, W] = ranked("batchNorm2d", "x", shapes.x, "N, C, H, W", 4);
    checkChannels(shapes, C);
    const { x, runningMean, runningVar } = shapes;
    if (!runningMean !== !runningVar)
      throw new ShapeError("batchNorm2d", "runningMean and runningVar together", {
        [runningMean ? "runningMean" : "runningVar"]: runningMean ?? runningVar,
      });
    if (!training && !runningMean)
      throw new ShapeError(
        "batchNorm2d",
        "runningMean and runningVar in evaluation",
        { training },
        "Pass both",
      );
    if (training && N * H * W === 1)
      throw new ShapeError(
        "batchNorm2d",
        "more than 1 value per channel in training",
        { x },
        "Use a larger batch or resolution, or evaluation",
      );
    return x;
  },
  forward: (call) => [...(call.attrs.training ? makeStatistics(call) : []), makeY(call)],
  backward: {
    x: (call) => [...(call.attrs.training ? makeSums(call) : []), makeDx(call)],
    weight: makeSums,
    bias: makeSums,
  },
  cut: ({ attrs: { training } }) => (training ? null : { inputs: ["x"], y: "cut" }),
  flops: ({ y, attrs }) => (attrs.training ? 9 : 4) * size(y),
};

function checkChannels(shapes: BatchNorm2dCall["shapes"], C: number): void {
  for (const name of ["weight", "bias", "runningMean", "runningVar"] as const) {
    const shape = shapes[name];
    if (shape && !(shape.length === 1 && shape[0] === C))
      throw new ShapeError("batchNorm2d", `${name} [C] of the C channels of x`, {
        x: shapes.x,
        [name]: shape,
      });
  }
}

/**
 * Normalises each channel: y = (x − mean) / √(variance + eps) · weight + bias.
 *
 * In training, mean and variance are those of the batch over images and pixels (the variance biased, Σ(x − mean)²/M
 * of M values), and the running statistics are moved in place, outside the graph of gradients:
 * running ← (1 − momentum) · running + momentum · (mean, or the unbiased variance Σ(x − mean)²/(M − 1)).
 * In evaluation, the running statistics take their place; gradients then want them as they were in forward.
 * Gradients flow to `x`, `weight` and `bias` in both.
 *
 * @param x `[N, C, H, W]`, in half precision too; weight, bias and statistics are `f32`
 * @param weight `[C]`; 1 where absent
 * @param bias `[C]`; 0 where absent
 * @returns `[N, C, H, W]`
 * @throws {ShapeError} if the shapes do not fit, one running statistic comes without the other, evaluation has
 *   neither, or training has one value per channel.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.batch_norm.html
 */
export function batchNorm2d(
  x: Tensor,
  weight: Tensor | null | undefined,
  bias: Tensor | null | undefined,
  { runningMean, runningVar, training, momentum = 0.1, eps = 1e-5 }: BatchNorm2dOptions,
): Tensor {
  // A block that runs again for its gradients has moved the running statistics already.
  const attrs = { training, momentum: rerunning() ? 0 : momentum, eps };
  const inputs = { x, weight: weight ?? undefined, bias: bias ?? undefined, runningMean, runningVar };
  if (training && byteLength(x.dtype, x.size) > x.device.profile.maxBindingBytes)
    return batchNormInPieces(x, inputs.weight, inputs.bias, { ...attrs, runningMean, runningVar });
  return apply(batchNorm2dOp, inputs, attrs);
}
