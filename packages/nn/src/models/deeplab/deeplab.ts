import { scope, type Tensor, upsampleBilinear2d } from "@equipoise/tensor";
import type { Init } from "../../init/init.ts";
import type { Mode } from "../../layer.ts";
import { Sequential } from "../../layers/sequential.ts";
import { checkTasks, type MultiTaskNetwork, type NetworkTask, perTask, spatial } from "../network.ts";
import { ResNet, type ResNetOptions } from "../resnet/resnet.ts";
import { ASPP_CHANNELS, Aspp, type AsppOptions, headConv, headUnit } from "./aspp.ts";

/**
 * The head of one task, at the size of the features: ASPP, a 3x3 convolution, and a 1x1 to the prediction.
 *
 * @see Chen et al. 2017, arXiv 1706.05587; torchvision `DeepLabHead`, https://docs.pytorch.org/vision/stable/models/deeplabv3.html
 */
export class DeepLabHead extends Sequential {
  /** @param channels of the prediction */
  constructor(init: Init, inChannels: number, channels: number, options: AsppOptions = {}) {
    super(
      new Aspp(init, inChannels, options),
      ...headUnit(init, ASPP_CHANNELS, 1),
      headConv(init, ASPP_CHANNELS, channels, { kernelSize: 1 }),
    );
  }
}

export interface DeepLabOptions extends ResNetOptions, AsppOptions {
  readonly tasks: readonly NetworkTask[];
}

/**
 * A network for several tasks: a residual encoder that they share, of output stride 8 where not told, and a DeepLabv3
 * head for each, whose predictions are brought to the size of the image by bilinear upsampling with aligned corners.
 *
 * @throws {ShapeError} if there is no task, or two of one name, or the depth, the output stride or the width is not one
 *   of `ResNet`.
 * @see Lin et al. 2023, https://github.com/median-research-group/LibMTL, whose network on NYUv2 it is at depth 50
 */
export class DeepLab implements MultiTaskNetwork {
  readonly encoder: ResNet;
  readonly heads: Readonly<Record<string, DeepLabHead>>;

  constructor(init: Init, { tasks, outputStride = 8, ...options }: DeepLabOptions) {
    checkTasks("DeepLab", tasks);
    this.encoder = new ResNet(init, { ...options, outputStride });
    this.heads = perTask(
      tasks,
      ({ channels }) => new DeepLabHead(init, this.encoder.channels, channels, options),
    );
  }

  /** `x` `[N, inChannels, H, W]` to, by task, `[N, channels, H, W]`; training takes two images or more. */
  forward(x: Tensor, mode: Mode): Record<string, Tensor> {
    return scope(() => {
      const features = this.encoder.forward(x, mode);
      const size = spatial(x);
      return Object.fromEntries(
        Object.entries(this.heads).map(([task, head]) => [
          task,
          scope(() => upsampleBilinear2d(head.forward(features, mode), { size }, true)),
        ]),
      );
    });
  }
}
