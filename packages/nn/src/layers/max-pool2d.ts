import { type MaxPool2dOptions, maxPool2d, type Tensor } from "@equipoise/tensor";
import type { Layer } from "../layer.ts";

/** The largest element of each window of `[N, C, H, W]`. @see PyTorch `nn.MaxPool2d` */
export class MaxPool2d implements Layer {
  readonly options: MaxPool2dOptions;

  constructor(options: MaxPool2dOptions) {
    this.options = options;
  }

  forward(x: Tensor): Tensor {
    return maxPool2d(x, this.options);
  }
}
