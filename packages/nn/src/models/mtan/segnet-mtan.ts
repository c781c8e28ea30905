import { concat, maxPool2d, mul, scope, type Tensor, upsampleBilinear2d } from "@equipoise/tensor";
import type { Init } from "../../init/init.ts";
import type { Mode } from "../../layer.ts";
import type { Sequential } from "../../layers/sequential.ts";
import { checkTasks, type MultiTaskNetwork, perTask, spatial } from "../network.ts";
import {
  type Decoded,
  type Encoded,
  type SegNetOptions,
  SegNetTrunk,
  VGG_WIDTHS,
  widthsAbove,
} from "../segnet/trunk.ts";
import { plainConv, SegNetHead, segNetUnit } from "../segnet/units.ts";
import { Attention, type AttentionChannels } from "./attention.ts";

const attention = (init: Init, channels: AttentionChannels) =>
  new Attention(init, channels, (maker, from, to) => plainConv(maker, from, to, 1));

/**
 * MTAN over SegNet: at every level of the shared encoder and decoder each task attends to what it needs, by masks of its
 * own, and hands that on to the next level by convolutions that the tasks share. Any height and width will do. Its
 * tensors have the names of MTAN's `SegNet`, but that attention and heads go by their tasks.
 *
 * @throws {ShapeError} if there is no task, or two of one name, or `widths` is empty or holds what is not a positive
 *   integer.
 * @see Liu et al. 2019, arXiv 1803.10704; https://github.com/lorenmt/mtan/blob/master/im2im_pred/model_segnet_mtan.py
 */
export class SegNetMtan extends SegNetTrunk implements MultiTaskNetwork {
  /** By task, and level. */
  readonly encoderAtt: Readonly<Record<string, readonly Attention[]>>;
  readonly decoderAtt: Readonly<Record<string, readonly Attention[]>>;
  readonly encoderBlockAtt: readonly Sequential[];
  readonly decoderBlockAtt: readonly Sequential[];
  readonly heads: Readonly<Record<string, SegNetHead>>;

  constructor(init: Init, { tasks, widths = VGG_WIDTHS, inChannels = 3 }: SegNetOptions) {
    checkTasks("SegNetMtan", tasks);
    super(init, widths, inChannels);
    const above = widthsAbove(widths);
    this.encoderAtt = perTask(tasks, () =>
      widths.map((width, k) =>
        attention(init, { seen: k === 0 ? width : 2 * width, inner: width, mask: width }),
      ),
    );
    this.decoderAtt = perTask(tasks, () =>
      above.map((width, k) => attention(init, { seen: widths[k]! + width, inner: width, mask: width })),
    );
    this.encoderBlockAtt = widths.map((width, k) => segNetUnit(init, width, widths[k + 1] ?? width));
    this.decoderBlockAtt = widths.map((width, k) => segNetUnit(init, width, above[k]!));
    this.heads = perTask(tasks, ({ channels }) => new SegNetHead(init, widths[0]!, channels));
  }

  /** `x` `[N, inChannels, H, W]` to, by task, `[N, channels, H, W]`. */
  forward(x: Tensor, mode: Mode): Record<string, Tensor> {
    return scope(() => {
      const encoded: Encoded[] = [];
      for (const level of this.encoderBlock.keys())
        encoded.push(this.down(level, encoded.at(-1)?.pooled ?? x, mode));
      // From the coarsest level up.
      const decoded: Decoded[] = [];
      for (const [level, { last, pooled, indices }] of [...encoded.entries()].reverse())
        decoded.push(this.up(level, decoded.at(-1)?.last ?? pooled, indices, spatial(last), mode));
      return Object.fromEntries(
        Object.entries(this.heads).map(([task, head]) => [
          task,
          scope(() => {
            const attended = this.#encode(task, encoded, mode);
            return head.forward(this.#decode(task, attended, decoded, mode), mode);
          }),
        ]),
      );
    });
  }

  /** What a task takes from the encoder, at half the size of its coarsest level. */
  #encode(task: string, encoded: readonly Encoded[], mode: Mode): Tensor {
    const attend = (attended: Tensor | null, { first, last }: Encoded, level: number): Tensor =>
      scope(() => {
        const seen = attended ? concat([first, attended], 1) : first;
        const mask = this.encoderAtt[task]![level]!.forward(seen, mode);
        const handedOn = this.encoderBlockAtt[level]!.forward(mul(mask, last), mode);
        return maxPool2d(handedOn, { kernelSize: 2, ceilMode: true });
      });
    return scope(() => encoded.reduce(attend, null)!);
  }

  /** What a task takes from the decoder, coarsest level first, on the way back to the size of the image. */
  #decode(task: string, x: Tensor, decoded: readonly Decoded[], mode: Mode): Tensor {
    const attend = (attended: Tensor, { unpooled, last }: Decoded, i: number): Tensor =>
      scope(() => {
        const level = decoded.length - 1 - i;
        const enlarged = upsampleBilinear2d(attended, { size: spatial(unpooled) }, true);
        const handedOn = this.decoderBlockAtt[level]!.forward(enlarged, mode);
        const mask = this.decoderAtt[task]![level]!.forward(concat([unpooled, handedOn], 1), mode);
        return mul(mask, last);
      });
    return scope(() => decoded.reduce(attend, x));
  }
}
