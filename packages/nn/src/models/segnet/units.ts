import type { Init } from "../../init/init.ts";
import { xavierNormal } from "../../init/schemes.ts";
import { BatchNorm2d } from "../../layers/batch-norm2d.ts";
import { Conv2d } from "../../layers/conv2d.ts";
import { Relu } from "../../layers/relu.ts";
import { Sequential } from "../../layers/sequential.ts";

/** A convolution that keeps the size, with Xavier's normal weights and a bias of zeros. */
export const plainConv = (init: Init, inChannels: number, outChannels: number, kernelSize: 1 | 3) =>
  new Conv2d(init, inChannels, outChannels, {
    kernelSize,
    padding: (kernelSize - 1) / 2,
    init: xavierNormal,
    initBias: (maker, shape) => maker.constant(shape, 0),
  });

/** A 3x3 convolution, which keeps its bias, batch normalisation and ReLU. */
export const segNetUnit = (init: Init, inChannels: number, outChannels: number) =>
  new Sequential(plainConv(init, inChannels, outChannels, 3), new BatchNorm2d(init, outChannels), new Relu());

/** What follows the first unit of a level, as in VGG-16: another in the two finest, two in those below. */
export const furtherUnits = (init: Init, channels: number, level: number): Sequential =>
  level < 2
    ? segNetUnit(init, channels, channels)
    : new Sequential(segNetUnit(init, channels, channels), segNetUnit(init, channels, channels));

/** The prediction of one task from features of its size: a 3x3 convolution and a 1x1, with nothing in between. */
export class SegNetHead extends Sequential {
  /** @param channels of the prediction */
  constructor(init: Init, inChannels: number, channels: number) {
    super(plainConv(init, inChannels, inChannels, 3), plainConv(init, inChannels, channels, 1));
  }
}
