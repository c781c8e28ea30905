import { maxPool2d, relu, ShapeError, scope, type Tensor } from "@equipoise/tensor";
import type { Init } from "../../init/init.ts";
import type { Layer, Mode } from "../../layer.ts";
import { BatchNorm2d } from "../../layers/batch-norm2d.ts";
import type { Conv2d } from "../../layers/conv2d.ts";
import { Sequential } from "../../layers/sequential.ts";
import { BasicBlock, type BlockClass, Bottleneck } from "./block.ts";
import { residualConv } from "./conv.ts";

/** By depth, the kind of blocks and how many each layer has. */
const depths = {
  18: { block: BasicBlock, blocks: [2, 2, 2, 2] },
  34: { block: BasicBlock, blocks: [3, 4, 6, 3] },
  50: { block: Bottleneck, blocks: [3, 4, 6, 3] },
} as const satisfies Record<number, { block: BlockClass; blocks: readonly number[] }>;

export type ResNetDepth = keyof typeof depths;

/** The kind of blocks that an encoder is made of. */
export const blockClass = (depth: ResNetDepth): BlockClass => depths[depth].block;

export interface ResNetOptions {
  readonly depth: ResNetDepth;
  /** Pixels of the image for one of the result, along each axis; default 32. */
  readonly outputStride?: 8 | 16 | 32;
  /** Channels of the image; default 3. */
  readonly inChannels?: number;
  /** Channels inside the first layer's blocks, which every layer doubles; default 64, torchvision's. */
  readonly width?: number;
  /** Whether every block starts as the identity; default `false`. */
  readonly zeroInitResidual?: boolean;
}

/** What the image is shrunk by before the first layer of blocks. */
const STEM_STRIDE = 4;

/**
 * The encoder of a residual network: torchvision's, tensor for tensor, without its classifier `fc`.
 *
 * With an output stride below 32 the last layers keep their size, and their convolutions are dilated instead: every
 * weight meets the pixels it would have met, so that weights trained at stride 32 stay good. In the first block of such
 * a layer, the convolution that would have had the stride keeps the dilation of the layer before.
 *
 * @throws {ShapeError} if the depth or the output stride is none of those, or the width no positive integer.
 * @see He et al. 2015, arXiv 1512.03385; torchvision `resnet50(replace_stride_with_dilation=...)`,
 *   https://docs.pytorch.org/vision/stable/models/resnet.html
 */
export class ResNet implements Layer {
  readonly conv1: Conv2d;
  readonly bn1: BatchNorm2d;
  readonly layer1: Sequential;
  readonly layer2: Sequential;
  readonly layer3: Sequential;
  readonly layer4: Sequential;
  /** Channels of the result. */
  readonly channels: number;

  constructor(
    init: Init,
    { depth, outputStride = 32, inChannels = 3, width = 64, zeroInitResidual = false }: ResNetOptions,
  ) {
    if (!(depth in depths)) throw new ShapeError("ResNet", "depth 18, 34 or 50", { depth });
    if (![8, 16, 32].includes(outputStride))
      throw new ShapeError("ResNet", "outputStride 8, 16 or 32", { outputStride });
    const { block: Block, blocks }: { block: BlockClass; blocks: readonly number[] } = depths[depth];
    if (!Number.isInteger(width) || width < 1)
      throw new ShapeError("ResNet", "width of a positive integer", { width });
    this.conv1 = residualConv(init, inChannels, width, { kernelSize: 7, stride: 2, padding: 3 });
    this.bn1 = new BatchNorm2d(init, width);

    let channels = width;
    let reached = STEM_STRIDE;
    let dilation = 1;
    const [layer1, layer2, layer3, layer4] = blocks.map((count, i) => {
      const inner = width * 2 ** i;
      const shrink = i === 0 ? 1 : 2;
      const stride = reached < outputStride ? shrink : 1;
      const before = dilation;
      reached *= stride;
      dilation *= shrink / stride;
      const made = Array.from({ length: count }, (_, at) => {
        const first = at === 0;
        const block = new Block(init, {
          inChannels: channels,
          width: inner,
          stride: first ? stride : 1,
          firstDilation: first ? before : dilation,
          dilation,
          zeroInit: zeroInitResidual,
        });
        channels = Block.expansion * inner;
        return block;
      });
      return new Sequential(...made);
    });
    this.layer1 = layer1!;
    this.layer2 = layer2!;
    this.layer3 = layer3!;
    this.layer4 = layer4!;
    this.channels = channels;
  }

  /** The four layers of blocks, in order. */
  get layers(): readonly Sequential[] {
    return [this.layer1, this.layer2, this.layer3, this.layer4];
  }

  /** What comes before the layers of blocks: `x` `[N, inChannels, H, W]` to `[N, width, ⌈H / 4⌉, ⌈W / 4⌉]`. */
  stem(x: Tensor, mode: Mode): Tensor {
    return scope(() => {
      const features = relu(this.bn1.forward(this.conv1.forward(x), mode));
      return maxPool2d(features, { kernelSize: 3, stride: 2, padding: 1 });
    });
  }

  /** `x` `[N, inChannels, H, W]` to `[N, channels, ⌈H / outputStride⌉, ⌈W / outputStride⌉]`. */
  forward(x: Tensor, mode: Mode): Tensor {
    return scope(() => new Sequential(...this.layers).forward(this.stem(x, mode), mode));
  }
}
