import type { Tensor } from "@equipoise/tensor";
import type { Mode } from "../layer.ts";

/** A task that a network predicts: its name, and how many channels that takes. */
export interface NetworkTask {
  readonly name: string;
  /** Classes of a segmentation; 1 for depth, 3 for normals. */
  readonly channels: number;
}

/** A network that predicts several tasks from one image. */
export interface MultiTaskNetwork {
  /**
   * @param x `[N, C, H, W]`
   * @returns by task name, `[N, channels, H, W]`
   */
  forward(x: Tensor, mode: Mode): Readonly<Record<string, Tensor>>;
}
