import { add, relu, scope, type Tensor } from "@equipoise/tensor";
import type { Init } from "../../init/init.ts";
import type { Layer, Mode } from "../../layer.ts";
import { BatchNorm2d } from "../../layers/batch-norm2d.ts";
import type { Conv2d } from "../../layers/conv2d.ts";
import { Sequential } from "../../layers/sequential.ts";
import { residualConv } from "./conv.ts";

/** A residual block: where it stands in its network, and how its 3x3 convolutions sample. */
export interface BlockOptions {
  readonly inChannels: number;
  /** Channels inside the block. */
  readonly width: number;
  readonly stride: number;
  /** Dilation of the convolution that has the stride. */
  readonly firstDilation: number;
  /** Dilation of those after it. */
  readonly dilation: number;
  /** Whether the branch beside the identity starts from zeros. */
  readonly zeroInit: boolean;
}

/** A class of blocks, whose results have `expansion · width` channels. */
export interface BlockClass {
  readonly expansion: number;
  new (init: Init, options: BlockOptions): Layer;
}

const lastNorm = (init: Init, channels: number, { zeroInit }: BlockOptions) =>
  new BatchNorm2d(init, channels, { initialWeight: zeroInit ? 0 : 1 });

/** What makes `x` fit the result of a block, where it does not. */
function downsampleOf(
  init: Init,
  outChannels: number,
  { inChannels, stride }: BlockOptions,
): Sequential | null {
  if (stride === 1 && inChannels === outChannels) return null;
  const conv = residualConv(init, inChannels, outChannels, { kernelSize: 1, stride });
  return new Sequential(conv, new BatchNorm2d(init, outChannels));
}

/**
 * Two 3x3 convolutions beside the identity: `[N, inChannels, H, W]` to `[N, width, ⌈H / stride⌉, ⌈W / stride⌉]`.
 *
 * @see He et al. 2015, arXiv 1512.03385; torchvision `BasicBlock`, https://docs.pytorch.org/vision/stable/models/resnet.html
 */
export class BasicBlock implements Layer {
  static readonly expansion = 1;
  readonly conv1: Conv2d;
  readonly bn1: BatchNorm2d;
  readonly conv2: Conv2d;
  readonly bn2: BatchNorm2d;
  readonly downsample: Sequential | null;

  constructor(init: Init, options: BlockOptions) {
    const { inChannels, width, stride, firstDilation, dilation } = options;
    this.conv1 = residualConv(init, inChannels, width, window(firstDilation, stride));
    this.bn1 = new BatchNorm2d(init, width);
    this.conv2 = residualConv(init, width, width, window(dilation));
    this.bn2 = lastNorm(init, width, options);
    this.downsample = downsampleOf(init, width, options);
  }

  forward(x: Tensor, mode: Mode): Tensor {
    return scope(() => {
      const inner = relu(this.bn1.forward(this.conv1.forward(x), mode));
      const branch = this.bn2.forward(this.conv2.forward(inner), mode);
      return relu(add(branch, this.downsample?.forward(x, mode) ?? x));
    });
  }
}

/**
 * A 3x3 convolution between two 1x1, which narrow and widen by four, beside the identity: `[N, inChannels, H, W]` to
 * `[N, 4 width, ⌈H / stride⌉, ⌈W / stride⌉]`. The 3x3 has the stride, not the first 1x1 as in the paper.
 *
 * @see He et al. 2015, arXiv 1512.03385; torchvision `Bottleneck`, https://docs.pytorch.org/vision/stable/models/resnet.html
 */
export class Bottleneck implements Layer {
  static readonly expansion = 4;
  readonly conv1: Conv2d;
  readonly bn1: BatchNorm2d;
  readonly conv2: Conv2d;
  readonly bn2: BatchNorm2d;
  readonly conv3: Conv2d;
  readonly bn3: BatchNorm2d;
  readonly downsample: Sequential | null;

  constructor(init: Init, options: BlockOptions) {
    const { inChannels, width, stride, firstDilation } = options;
    const outChannels = Bottleneck.expansion * width;
    this.conv1 = residualConv(init, inChannels, width, { kernelSize: 1 });
    this.bn1 = new BatchNorm2d(init, width);
    this.conv2 = residualConv(init, width, width, window(firstDilation, stride));
    this.bn2 = new BatchNorm2d(init, width);
    this.conv3 = residualConv(init, width, outChannels, { kernelSize: 1 });
    this.bn3 = lastNorm(init, outChannels, options);
    this.downsample = downsampleOf(init, outChannels, options);
  }

  forward(x: Tensor, mode: Mode): Tensor {
    return scope(() => {
      const narrow = relu(this.bn1.forward(this.conv1.forward(x), mode));
      const inner = relu(this.bn2.forward(this.conv2.forward(narrow), mode));
      const branch = this.bn3.forward(this.conv3.forward(inner), mode);
      return relu(add(branch, this.downsample?.forward(x, mode) ?? x));
    });
  }
}

/** A 3x3 window that keeps the size, but for its stride. */
const window = (dilation: number, stride = 1) => ({ kernelSize: 3, padding: dilation, dilation, stride });
