import { scope, type Tensor } from "@equipoise/tensor";
import type { Init } from "../../init/init.ts";
import type { Mode } from "../../layer.ts";
import { checkTasks, type MultiTaskNetwork, perTask, spatial } from "../network.ts";
import { type SegNetOptions, SegNetTrunk, VGG_WIDTHS } from "./trunk.ts";
import { SegNetHead } from "./units.ts";

/**
 * SegNet for several tasks: an encoder and a decoder that they share, by unpooling, and two convolutions for each. Any
 * height and width will do. Its tensors have the names of MTAN's `SegNet`, but that heads go by their tasks.
 *
 * @throws {ShapeError} if there is no task, or two of one name, or `widths` is empty or holds what is not a positive
 *   integer.
 * @see Badrinarayanan et al. 2017, arXiv 1511.00561; the standard split of MTAN,
 *   https://github.com/lorenmt/mtan/blob/master/im2im_pred/model_segnet_split.py
 */
export class SegNet extends SegNetTrunk implements MultiTaskNetwork {
  readonly heads: Readonly<Record<string, SegNetHead>>;

  constructor(init: Init, { tasks, widths = VGG_WIDTHS, inChannels = 3 }: SegNetOptions) {
    checkTasks("SegNet", tasks);
    super(init, widths, inChannels);
    this.heads = perTask(tasks, ({ channels }) => new SegNetHead(init, widths[0]!, channels));
  }

  /** `x` `[N, inChannels, H, W]` to, by task, `[N, channels, H, W]`. */
  forward(x: Tensor, mode: Mode): Record<string, Tensor> {
    return scope(() => {
      const features = this.#features(x, 0, mode);
      return Object.fromEntries(
        Object.entries(this.heads).map(([task, head]) => [task, head.forward(features, mode)]),
      );
    });
  }

  /** What the decoder makes of `x` at a level, by way of those below, whose features are let go of on the way. */
  #features(x: Tensor, level: number, mode: Mode): Tensor {
    if (level === this.encoderBlock.length) return x.alias();
    return scope(() => {
      const { first, last, pooled, indices } = this.down(level, x, mode);
      const size = spatial(last);
      for (const done of [first, last]) done.dispose();
      const below = this.#features(pooled, level + 1, mode);
      pooled.dispose();
      return this.up(level, below, indices, size, mode).last;
    });
  }
}
