import { adaptiveAvgPool2d, type Tensor } from "@equipoise/tensor";
import type { Layer } from "../layer.ts";

type OutputSize = Parameters<typeof adaptiveAvgPool2d>[1];

/** Means of `[N, C, H, W]` over as many windows as asked for; a size of 1 means whole images. @see PyTorch `nn.AdaptiveAvgPool2d` */
export class AdaptiveAvgPool2d implements Layer {
  readonly outputSize: OutputSize;

  /** @param outputSize of both axes, or `[height, width]`, of which `null` stays as it is */
  constructor(outputSize: OutputSize) {
    this.outputSize = outputSize;
  }

  forward(x: Tensor): Tensor {
    return adaptiveAvgPool2d(x, this.outputSize);
  }
}
