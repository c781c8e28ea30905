import { concat, maxPool2d, mul, scope, type Tensor, upsampleBilinear2d } from "@equipoise/tensor";
import type { Init } from "../../init/init.ts";
import type { Layer, Mode } from "../../layer.ts";
import { Sequential } from "../../layers/sequential.ts";
import { headConv } from "../deeplab/aspp.ts";
import { DeepLabHead, type DeepLabOptions } from "../deeplab/deeplab.ts";
import { checkTasks, type MultiTaskNetwork, perTask, spatial } from "../network.ts";
import { blockClass, ResNet } from "../resnet/resnet.ts";
import { Attention, type AttentionChannels } from "./attention.ts";

/** What a layer of the encoder gives: the features before its last block, and after it. */
interface Shared {
  readonly before: Tensor;
  readonly last: Tensor;
}

const attention = (init: Init, channels: AttentionChannels) =>
  new Attention(init, channels, (maker, from, to) => headConv(maker, from, to, { kernelSize: 1 }));

/**
 * MTAN over a dilated residual encoder: after every layer of blocks each task attends to what it needs, by a mask of
 * its own, and hands that on to the next layer by a residual block that the tasks share; a DeepLabv3 head makes its
 * prediction of the last, brought to the size of the image by bilinear upsampling with aligned corners.
 *
 * @throws {ShapeError} if there is no task, or two of one name, or the depth, the output stride or the width is
 *   not one of `ResNet`.
 * @see Liu et al. 2019, arXiv 1803.10704; https://github.com/lorenmt/mtan/tree/master/im2im_pred/model_resnet_mtan,
 *   which it is at depth 50 but for the corners, and Lin et al. 2023, https://github.com/median-research-group/LibMTL, for other depths
 */
export class DeepLabMtan implements MultiTaskNetwork {
  readonly encoder: ResNet;
  /** By task, and layer. */
  readonly encoderAtt: Readonly<Record<string, readonly Attention[]>>;
  readonly encoderBlockAtt: readonly Layer[];
  readonly heads: Readonly<Record<string, DeepLabHead>>;

  constructor(init: Init, { tasks, outputStride = 8, width = 64, ...options }: DeepLabOptions) {
    checkTasks("DeepLabMtan", tasks);
    this.encoder = new ResNet(init, { ...options, outputStride, width });
    const Block = blockClass(options.depth);
    const inner = [1, 2, 4, 8].map((factor) => factor * width);
    const widths = inner.map((channels) => Block.expansion * channels);
    this.encoderAtt = perTask(tasks, () =>
      widths.map((mask, i) => attention(init, { seen: i === 0 ? mask : 2 * mask, inner: inner[i]!, mask })),
    );
    this.encoderBlockAtt = widths.slice(0, -1).map(
      (inChannels, i) =>
        new Block(init, {
          inChannels,
          width: inner[i + 1]!,
          stride: 1,
          firstDilation: 1,
          dilation: 1,
          zeroInit: false,
        }),
    );
    this.heads = perTask(
      tasks,
      ({ channels }) => new DeepLabHead(init, this.encoder.channels, channels, options),
    );
  }

  /** `x` `[N, inChannels, H, W]` to, by task, `[N, channels, H, W]`; training takes two images or more. */
  forward(x: Tensor, mode: Mode): Record<string, Tensor> {
    return scope(() => {
      const shared: Shared[] = [];
      const stem = this.encoder.stem(x, mode);
      for (const { children } of this.encoder.layers) {
        const before = new Sequential(...children.slice(0, -1)).forward(shared.at(-1)?.last ?? stem, mode);
        shared.push({ before, last: children.at(-1)!.forward(before, mode) });
      }
      return Object.fromEntries(
        Object.entries(this.heads).map(([task, head]) => [
          task,
          scope(() => {
            const prediction = head.forward(this.#attend(task, shared, mode), mode);
            return upsampleBilinear2d(prediction, { size: spatial(x) }, true);
          }),
        ]),
      );
    });
  }

  /** What a task takes from the encoder. */
  #attend(task: string, shared: readonly Shared[], mode: Mode): Tensor {
    const attend = (attended: Tensor | null, { before, last }: Shared, i: number): Tensor =>
      scope(() => {
        const handedOn = attended && this.#handOn(i - 1, attended, spatial(before), mode);
        const seen = handedOn ? concat([before, handedOn], 1) : before;
        return mul(this.encoderAtt[task]![i]!.forward(seen, mode), last);
      });
    return scope(() => shared.reduce(attend, null)!);
  }

  /** Attended features of a layer, with the channels and at the size of the next, which may be half of it. */
  #handOn(layer: number, attended: Tensor, size: readonly [number, number], mode: Mode): Tensor {
    return scope(() => {
      const widened = this.encoderBlockAtt[layer]!.forward(attended, mode);
      const fits = spatial(widened).join() === size.join();
      return fits ? widened : maxPool2d(widened, { kernelSize: 2, ceilMode: true });
    });
  }
}
