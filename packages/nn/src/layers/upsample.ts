import { type Tensor, type UpsampleTarget, upsampleBilinear2d, upsampleNearest2d } from "@equipoise/tensor";
import type { Layer } from "../layer.ts";

/** Either `size`, `[height, width]` in pixels, or `scaleFactor`. */
export type UpsampleOptions = UpsampleTarget & {
  /** Default `nearest`. */
  readonly mode?: "nearest" | "bilinear";
  /** Bilinear alone: whether the corners' centres stay where they are; default `false`. */
  readonly alignCorners?: boolean;
};

/** Resamples `[N, C, H, W]` to a size or by a factor. @see PyTorch `nn.Upsample` */
export class Upsample implements Layer {
  readonly options: UpsampleOptions;

  constructor(options: UpsampleOptions) {
    this.options = options;
  }

  forward(x: Tensor): Tensor {
    const { mode = "nearest", alignCorners = false, ...target } = this.options;
    return mode === "nearest" ? upsampleNearest2d(x, target) : upsampleBilinear2d(x, target, alignCorners);
  }
}
