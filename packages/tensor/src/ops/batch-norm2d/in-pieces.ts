import { execute } from "../../execute.ts";
import { linear } from "../../grid.ts";
import { float } from "../../op.ts";
import type { Tensor } from "../../tensor.ts";
import { add, div, mul, sub } from "../binary/index.ts";
import { mean, sum } from "../reduce/index.ts";
import { reshape } from "../reshape/index.ts";
import { sqrt } from "../unary/index.ts";
import type { BatchNorm2dOptions } from "./batch-norm2d.ts";
import moveRunning from "./move-running.wgsl";

/**
 * Batch normalisation in training of a tensor that is larger than a kernel can bind: by arithmetic that can be cut
 * into pieces, at the price of more memory and time.
 */
export function batchNormInPieces(
  x: Tensor,
  weight: Tensor | undefined,
  bias: Tensor | undefined,
  {
    runningMean,
    runningVar,
    momentum,
    eps,
  }: Required<Pick<BatchNorm2dOptions, "momentum" | "eps">> & BatchNorm2dOptions,
): Tensor {
  const options = { dim: [0, 2, 3], keepdim: true };
  const centre = mean(x, options);
  const centred = sub(x, centre);
  const squares = sum(mul(centred, centred), options);
  const values = x.size / x.shape[1]!;
  if (runningMean && runningVar) {
    move(runningMean, centre.detach(), momentum, 1);
    move(runningVar, squares.detach(), momentum, values - 1);
  }
  const deviation = sqrt(add(div(squares, values), eps));
  const perChannel = (tensor: Tensor) => reshape(tensor, [-1, 1, 1]);
  const scale = weight ? div(perChannel(weight), reshape(deviation, [-1, 1, 1])) : div(1, deviation);
  const y = mul(centred, scale);
  return bias ? add(y, perChannel(bias)) : y;
}

/** running ← (1 − momentum) · running + momentum · batch / divisor, in place. */
function move(running: Tensor, batch: Tensor, momentum: number, divisor: number): void {
  const launch = {
    code: moveRunning,
    reads: ["batch"],
    updates: ["running"],
    writes: {},
    params: { size: running.size, momentum: float(momentum), divisor: float(divisor) },
    grid: linear(running.size),
  };
  execute("batchNorm2d", [launch], { batch, running });
}
