import type { Init } from "../../init/init.ts";
import { BatchNorm2d } from "../../layers/batch-norm2d.ts";
import type { Conv2d } from "../../layers/conv2d.ts";
import { Relu } from "../../layers/relu.ts";
import { Sequential } from "../../layers/sequential.ts";
import { Sigmoid } from "../../layers/sigmoid.ts";

/** Channels of an {@link Attention}: of what it sees, inside, and of the mask. */
export interface AttentionChannels {
  readonly seen: number;
  readonly inner: number;
  readonly mask: number;
}

/**
 * The attention of one task to features that all share: a mask from 0 to 1 for each of their elements, by two 1x1
 * convolutions, each with its batch normalisation; `[N, seen, H, W]` to `[N, mask, H, W]`.
 *
 * @see Liu et al. 2019, arXiv 1803.10704; `att_layer` of https://github.com/lorenmt/mtan
 */
export class Attention extends Sequential {
  /** @param conv1x1 makes a convolution of one pixel, with its bias */
  constructor(
    init: Init,
    { seen, inner, mask }: AttentionChannels,
    conv1x1: (init: Init, inChannels: number, outChannels: number) => Conv2d,
  ) {
    super(
      conv1x1(init, seen, inner),
      new BatchNorm2d(init, inner),
      new Relu(),
      conv1x1(init, inner, mask),
      new BatchNorm2d(init, mask),
      new Sigmoid(),
    );
  }
}
