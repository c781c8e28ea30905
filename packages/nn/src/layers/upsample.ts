import { type Tensor, upsampleBilinear2d, upsampleNearest2d } from "@equipoise/tensor";
import type { Layer } from "../layer.ts";

export interface UpsampleOptions {
  readonly scaleFactor: number;
  /** Default `nearest`. */
  readonly mode?: "nearest" | "bilinear";
  /** Bilinear alone: whether the corners' centres stay where they are; default `false`. */
  readonly alignCorners?: boolean;
}

/** Enlarges `[N, C, H, W]` by a factor. @see PyTorch `nn.Upsample` */
export class Upsample implements Layer {
  readonly options: UpsampleOptions;

  constructor(options: UpsampleOptions) {
    this.options = options;
  }

  forward(x: Tensor): Tensor {
    const { scaleFactor, mode = "nearest", alignCorners = false } = this.options;
    return mode === "nearest"
      ? upsampleNearest2d(x, { scaleFactor })
      : upsampleBilinear2d(x, { scaleFactor }, alignCorners);
  }
}
