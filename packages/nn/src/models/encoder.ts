import type { Tensor } from "@equipoise/tensor";
import type { Init } from "../init/init.ts";
import type { Layer, Mode } from "../layer.ts";
import { Sequential } from "../layers/sequential.ts";
import { ConvBlock } from "./conv-block.ts";

/** One stage: how many channels it gives, and how many convolutions follow the one that halves the size. */
export interface StageSize {
  readonly channels: number;
  readonly blocks: number;
}

/** Stages that each halve height and width. */
export class Encoder {
  readonly children: readonly Layer[];

  constructor(init: Init, inChannels: number, stages: readonly StageSize[]) {
    this.children = stages.map(({ channels, blocks }, i) => {
      const before = stages[i - 1]?.channels ?? inChannels;
      const after = Array.from({ length: blocks }, () => new ConvBlock(init, channels, channels));
      return new Sequential(new ConvBlock(init, before, channels, 2), ...after);
    });
  }

  /** The result of every stage, finest first. */
  forward(x: Tensor, mode: Mode): Tensor[] {
    const features: Tensor[] = [];
    for (const stage of this.children) features.push(stage.forward(features.at(-1) ?? x, mode));
    return features;
  }
}
