import { concat, expand, scope, type Tensor } from "@equipoise/tensor";
import type { Init } from "../../init/init.ts";
import { kaimingUniform, reluGain } from "../../init/schemes.ts";
import type { Layer, Mode } from "../../layer.ts";
import { AdaptiveAvgPool2d } from "../../layers/adaptive-avg-pool2d.ts";
import { BatchNorm2d } from "../../layers/batch-norm2d.ts";
import { Conv2d, type Conv2dLayerOptions } from "../../layers/conv2d.ts";
import { Dropout } from "../../layers/dropout.ts";
import { Relu } from "../../layers/relu.ts";
import { Sequential } from "../../layers/sequential.ts";

/** Channels of every branch, and of what they are joined to. */
export const ASPP_CHANNELS = 256;

/** A convolution with the first values of PyTorch's `nn.Conv2d`: even within ±1 / √fanIn. */
export const headConv = (init: Init, inChannels: number, outChannels: number, options: Conv2dLayerOptions) =>
  new Conv2d(init, inChannels, outChannels, {
    ...options,
    init: (maker, shape) => kaimingUniform(maker, shape, { gain: reluGain(Math.sqrt(5)) }),
  });

/** A convolution to {@link ASPP_CHANNELS}, batch normalisation and ReLU. */
export function headUnit(init: Init, inChannels: number, dilation: number | null): Layer[] {
  const window = dilation ? { kernelSize: 3, padding: dilation, dilation } : { kernelSize: 1 };
  const conv = headConv(init, inChannels, ASPP_CHANNELS, { ...window, bias: false });
  return [conv, new BatchNorm2d(init, ASPP_CHANNELS), new Relu()];
}

/** The same at every pixel: features of the means over whole images. */
class ImagePooling extends Sequential {
  constructor(init: Init, inChannels: number) {
    super(new AdaptiveAvgPool2d(1), ...headUnit(init, inChannels, null));
  }

  override forward(x: Tensor, mode: Mode): Tensor {
    return scope(() => expand(super.forward(x, mode), [-1, -1, x.shape[2]!, x.shape[3]!]));
  }
}

export interface AsppOptions {
  /** Dilations of the 3x3 convolutions; default 12, 24 and 36, for an output stride of 8. */
  readonly rates?: readonly number[];
  /** Share of the result that training drops; default 0.5. */
  readonly dropout?: number;
}

/**
 * Atrous spatial pyramid pooling: pixels, their surroundings at several distances, and the whole image, side by side,
 * joined by a 1x1 convolution.
 *
 * @see Chen et al. 2017, arXiv 1706.05587; torchvision `ASPP`, https://docs.pytorch.org/vision/stable/models/deeplabv3.html
 */
export class Aspp implements Layer {
  readonly convs: readonly Layer[];
  readonly project: Sequential;

  constructor(init: Init, inChannels: number, { rates = [12, 24, 36], dropout = 0.5 }: AsppOptions = {}) {
    this.convs = [
      new Sequential(...headUnit(init, inChannels, null)),
      ...rates.map((rate) => new Sequential(...headUnit(init, inChannels, rate))),
      new ImagePooling(init, inChannels),
    ];
    const joined = ASPP_CHANNELS * this.convs.length;
    this.project = new Sequential(...headUnit(init, joined, null), new Dropout(init, dropout));
  }

  /** `x` `[N, inChannels, H, W]` to `[N, 256, H, W]`; training takes two images or more. */
  forward(x: Tensor, mode: Mode): Tensor {
    return scope(() => {
      const branches = this.convs.map((branch) => branch.forward(x, mode));
      return this.project.forward(concat(branches, 1), mode);
    });
  }
}
