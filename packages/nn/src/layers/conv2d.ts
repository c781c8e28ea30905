import { type Conv2dOptions, conv2d, type Shape, ShapeError, type Tensor } from "@equipoise/tensor";
import type { Init } from "../init/init.ts";
import { fans, kaimingNormal } from "../init/schemes.ts";
import type { Layer } from "../layer.ts";

export interface Conv2dLayerOptions extends Conv2dOptions {
  /** Rows and columns of the window: one number for both, or each. */
  readonly kernelSize: number | readonly [height: number, width: number];
  /** Default `true`. */
  readonly bias?: boolean;
  /** Makes the weight; default Kaiming's normal for ReLU. */
  readonly init?: (init: Init, shape: Shape) => Tensor;
  /** Makes the bias; default even within ±1 / √fanIn. */
  readonly initBias?: (init: Init, shape: Shape) => Tensor;
}

/**
 * A convolution with its weight `[out, in / groups, R, S]` and bias `[out]`.
 *
 * @throws {ShapeError} if `groups` does not divide the channels.
 * @see PyTorch `nn.Conv2d`
 */
export class Conv2d implements Layer {
  readonly weight: Tensor;
  readonly bias: Tensor | null;
  readonly options: Conv2dOptions;

  constructor(init: Init, inChannels: number, outChannels: number, options: Conv2dLayerOptions) {
    const { kernelSize, bias = true, init: weight = kaimingNormal, initBias, ...rest } = options;
    const { groups = 1 } = rest;
    if (inChannels % groups !== 0 || outChannels % groups !== 0)
      throw new ShapeError("Conv2d", "groups that divides inChannels and outChannels", {
        groups,
        inChannels,
        outChannels,
      });
    const [height, width] = typeof kernelSize === "number" ? [kernelSize, kernelSize] : kernelSize;
    const shape = [outChannels, inChannels / groups, height, width];
    this.weight = weight(init, shape);
    const even = () => init.uniform([outChannels], 1 / Math.sqrt(fans(shape).fanIn));
    this.bias = bias ? (initBias?.(init, [outChannels]) ?? even()) : null;
    this.options = rest;
  }

  /** `x` `[N, in, H, W]` to `[N, out, P, Q]`. */
  forward(x: Tensor): Tensor {
    return conv2d(x, this.weight, this.bias, this.options);
  }
}
