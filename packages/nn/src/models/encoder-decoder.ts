import { scope, type Tensor } from "@equipoise/tensor";
import type { Init } from "../init/init.ts";
import type { Mode } from "../layer.ts";
import { Decoder } from "./decoder.ts";
import { Encoder, type StageSize } from "./encoder.ts";
import { checkTasks, type MultiTaskNetwork, type NetworkTask, perTask, spatial } from "./network.ts";

/** How wide and deep an {@link EncoderDecoder} is. */
interface NetworkSize {
  readonly stages: readonly StageSize[];
  /** Channels at the coarsest end of each head. */
  readonly head: number;
}

/** `tiny` trains in minutes on a software adapter; `small` is for images of 128x96 and more. */
const sizes = {
  tiny: {
    stages: [
      { channels: 16, blocks: 0 },
      { channels: 32, blocks: 1 },
      { channels: 64, blocks: 1 },
    ],
    head: 32,
  },
  small: {
    stages: [
      { channels: 24, blocks: 1 },
      { channels: 48, blocks: 1 },
      { channels: 96, blocks: 1 },
      { channels: 160, blocks: 1 },
    ],
    head: 96,
  },
} as const satisfies Record<string, NetworkSize>;

export interface EncoderDecoderOptions {
  readonly size: keyof typeof sizes;
  readonly tasks: readonly NetworkTask[];
  /** Channels of the image; default 3. */
  readonly inChannels?: number;
}

/**
 * A network for several tasks: one encoder that they share, and a decoder for each. Any height and width will do.
 *
 * @throws {ShapeError} if there is no task, or two of one name.
 */
export class EncoderDecoder implements MultiTaskNetwork {
  readonly encoder: Encoder;
  readonly heads: Readonly<Record<string, Decoder>>;

  constructor(init: Init, { size, tasks, inChannels = 3 }: EncoderDecoderOptions) {
    checkTasks("EncoderDecoder", tasks);
    const { stages, head }: NetworkSize = sizes[size];
    const features = stages.map(({ channels }) => channels);
    this.encoder = new Encoder(init, inChannels, stages);
    this.heads = perTask(tasks, ({ channels }) => new Decoder(init, features, head, channels));
  }

  forward(x: Tensor, mode: Mode): Record<string, Tensor> {
    return scope(() => {
      const features = this.encoder.forward(x, mode);
      const size = spatial(x);
      return Object.fromEntries(
        Object.entries(this.heads).map(([task, head]) => [task, head.forward(features, size, mode)]),
      );
    });
  }
}
