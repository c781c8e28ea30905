import { batchNorm2d, type Tensor } from "@equipoise/tensor";
import type { Init } from "../init/init.ts";
import type { Layer, Mode } from "../layer.ts";

export interface BatchNorm2dLayerOptions {
  /** Share of a batch's statistics in the running ones; default 0.1. */
  readonly momentum?: number;
  /** Default 1e-5. */
  readonly eps?: number;
  /** What `weight` starts from; default 1. A residual branch that starts from 0 adds nothing at first. */
  readonly initialWeight?: number;
}

/** Batch normalisation with its running statistics. @see PyTorch `nn.BatchNorm2d` */
export class BatchNorm2d implements Layer {
  readonly weight: Tensor;
  readonly bias: Tensor;
  readonly runningMean: Tensor;
  readonly runningVar: Tensor;
  readonly options: Omit<BatchNorm2dLayerOptions, "initialWeight">;

  constructor(init: Init, channels: number, { initialWeight = 1, ...options }: BatchNorm2dLayerOptions = {}) {
    this.weight = init.constant([channels], initialWeight);
    this.bias = init.constant([channels], 0);
    this.runningMean = init.buffer([channels], 0);
    this.runningVar = init.buffer([channels], 1);
    this.options = options;
  }

  /** `x` `[N, C, H, W]`, the result likewise; training updates the running statistics. */
  forward(x: Tensor, mode: Mode): Tensor {
    const { weight, bias, runningMean, runningVar, options } = this;
    return batchNorm2d(x, weight, bias, { ...options, runningMean, runningVar, training: mode === "train" });
  }
}
