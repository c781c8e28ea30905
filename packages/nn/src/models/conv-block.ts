import { relu, scope, type Tensor } from "@equipoise/tensor";
import type { Init } from "../init/init.ts";
import type { Layer, Mode } from "../layer.ts";
import { BatchNorm2d } from "../layers/batch-norm2d.ts";
import { Conv2d } from "../layers/conv2d.ts";

/** A 3x3 convolution, batch normalisation and ReLU; a stride of 2 halves height and width, rounding up. */
export class ConvBlock implements Layer {
  readonly conv: Conv2d;
  readonly bn: BatchNorm2d;

  constructor(init: Init, inChannels: number, outChannels: number, stride = 1) {
    this.conv = new Conv2d(init, inChannels, outChannels, { kernelSize: 3, padding: 1, stride, bias: false });
    this.bn = new BatchNorm2d(init, outChannels);
  }

  forward(x: Tensor, mode: Mode): Tensor {
    return scope(() => relu(this.bn.forward(this.conv.forward(x), mode)));
  }
}
