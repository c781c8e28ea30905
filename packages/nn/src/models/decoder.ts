import { add, scope, type Tensor, upsampleBilinear2d } from "@equipoise/tensor";
import type { Init } from "../init/init.ts";
import { xavierUniform } from "../init/schemes.ts";
import type { Mode } from "../layer.ts";
import { Conv2d } from "../layers/conv2d.ts";
import { Sequential } from "../layers/sequential.ts";
import { ConvBlock } from "./conv-block.ts";
import { spatial } from "./network.ts";

/** Doubles the size, adds the encoder's features of that size, and halves the channels in two convolutions. */
class DecoderBlock {
  readonly skip: Conv2d;
  readonly convs: Sequential;

  constructor(init: Init, inChannels: number, skipChannels: number, outChannels: number) {
    this.skip = new Conv2d(init, skipChannels, inChannels, {
      kernelSize: 1,
      bias: false,
      init: xavierUniform,
    });
    this.convs = new Sequential(
      new ConvBlock(init, inChannels, outChannels),
      new ConvBlock(init, outChannels, outChannels),
    );
  }

  forward(x: Tensor, features: Tensor, mode: Mode): Tensor {
    return scope(() => {
      const enlarged = upsampleBilinear2d(x, { size: spatial(features) }, true);
      return this.convs.forward(add(enlarged, this.skip.forward(features)), mode);
    });
  }
}

/**
 * The head of one task, after the decoder of Lee et al. (ECCV 2020): a 1x1 convolution, then blocks that double the
 * size by bilinear upsampling and halve the channels. Projections of the encoder's features, which ours adds, keep
 * edges sharp.
 */
export class Decoder {
  readonly entry: Conv2d;
  readonly blocks: readonly DecoderBlock[];
  readonly exit: Conv2d;

  /**
   * @param features channels of the encoder's stages, finest first
   * @param width channels after the first convolution
   * @param channels channels of the prediction
   */
  constructor(init: Init, features: readonly number[], width: number, channels: number) {
    const skips = features.slice(0, -1).reverse();
    this.entry = new Conv2d(init, features.at(-1)!, width, { kernelSize: 1 });
    this.blocks = skips.map((skip, i) => new DecoderBlock(init, width >> i, skip, width >> (i + 1)));
    this.exit = new Conv2d(init, width >> skips.length, channels, { kernelSize: 1, init: xavierUniform });
  }

  /** @param size height and width of the prediction */
  forward(features: readonly Tensor[], size: readonly [number, number], mode: Mode): Tensor {
    return scope(() => {
      const skips = features.slice(0, -1).reverse();
      const start = this.entry.forward(features.at(-1)!);
      const fine = this.blocks.reduce((x, block, i) => block.forward(x, skips[i]!, mode), start);
      // The last convolution is linear and 1x1, so it and the upsampling commute: this order costs a quarter.
      return upsampleBilinear2d(this.exit.forward(fine), { size }, true);
    });
  }
}
