import type { Init } from "../../init/init.ts";
import { kaimingNormal } from "../../init/schemes.ts";
import { Conv2d, type Conv2dLayerOptions } from "../../layers/conv2d.ts";

/** A convolution before a batch normalisation, with first values that keep the variance of gradients. */
export const residualConv = (
  init: Init,
  inChannels: number,
  outChannels: number,
  options: Conv2dLayerOptions,
) =>
  new Conv2d(init, inChannels, outChannels, {
    ...options,
    bias: false,
    init: (maker, shape) => kaimingNormal(maker, shape, { mode: "fanOut" }),
  });
