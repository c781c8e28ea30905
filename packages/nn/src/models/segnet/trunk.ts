import { maxPool2dWithIndices, maxUnpool2d, ShapeError, scope, type Tensor } from "@equipoise/tensor";
import type { Init } from "../../init/init.ts";
import type { Mode } from "../../layer.ts";
import type { Sequential } from "../../layers/sequential.ts";
import type { NetworkTask } from "../network.ts";
import { furtherUnits, segNetUnit } from "./units.ts";

// Of level k, finest first: H and W are those of the image, halved k times and rounded up.

export interface SegNetOptions {
  readonly tasks: readonly NetworkTask[];
  /** Channels of each level, finest first; default 64, 128, 256, 512 and 512, those of VGG-16. */
  readonly widths?: readonly number[];
  /** Channels of the image; default 3. */
  readonly inChannels?: number;
}

/** Channels of the levels of VGG-16. */
export const VGG_WIDTHS = [64, 128, 256, 512, 512] as const;

/** What one level of the encoder gives. */
export interface Encoded {
  /** `[N, width, H, W]`, after the first convolution, and after the last. */
  readonly first: Tensor;
  readonly last: Tensor;
  /** The largest of each 2x2 window, and where in the plane they stood. */
  readonly pooled: Tensor;
  readonly indices: Tensor;
}

/** What one level of the decoder gives. */
export interface Decoded {
  /** `[N, width, H, W]`, back where the encoder of the level took it from, among zeros. */
  readonly unpooled: Tensor;
  /** `[N, width of the level above, H, W]`, after the last convolution. */
  readonly last: Tensor;
}

/**
 * The encoder and decoder of SegNet, which all tasks share. The encoder halves the size after each level by the largest
 * of 2x2 windows; the decoder puts features back where these stood. Sizes that are not even are rounded up: windows
 * over the edge are pooled as far as they go, so that no pixel is left out and any height and width will do.
 *
 * @throws {ShapeError} if `widths` is empty or holds what is not a positive integer.
 */
export abstract class SegNetTrunk {
  readonly encoderBlock: readonly Sequential[];
  readonly decoderBlock: readonly Sequential[];
  readonly convBlockEnc: readonly Sequential[];
  readonly convBlockDec: readonly Sequential[];

  constructor(init: Init, widths: readonly number[], inChannels: number) {
    if (widths.length === 0 || !widths.every((width) => Number.isInteger(width) && width > 0))
      throw new ShapeError("SegNet", "widths of one level or more, each a positive integer", {
        widths: widths.join(", ") || "none",
      });
    const above = widthsAbove(widths);
    this.encoderBlock = widths.map((width, k) => segNetUnit(init, widths[k - 1] ?? inChannels, width));
    this.decoderBlock = widths.map((width, k) => segNetUnit(init, width, above[k]!));
    this.convBlockEnc = widths.map((width, k) => furtherUnits(init, width, k));
    this.convBlockDec = above.map((width, k) => furtherUnits(init, width, k));
  }

  /** A level of the encoder. */
  protected down(level: number, x: Tensor, mode: Mode): Encoded {
    return scope(() => {
      const first = this.encoderBlock[level]!.forward(x, mode);
      const last = this.convBlockEnc[level]!.forward(first, mode);
      const [pooled, indices] = maxPool2dWithIndices(last, { kernelSize: 2, ceilMode: true });
      return { first, last, pooled, indices };
    });
  }

  /**
   * A level of the decoder.
   *
   * @param outputSize height and width of the encoder's level
   */
  protected up(
    level: number,
    x: Tensor,
    indices: Tensor,
    outputSize: readonly [number, number],
    mode: Mode,
  ): Decoded {
    return scope(() => {
      const unpooled = maxUnpool2d(x, indices, { kernelSize: 2, outputSize });
      const first = this.decoderBlock[level]!.forward(unpooled, mode);
      return { unpooled, last: this.convBlockDec[level]!.forward(first, mode) };
    });
  }
}

/** Channels of the level above each; the finest stands for its own. */
export const widthsAbove = (widths: readonly number[]): readonly number[] =>
  widths.map((width, k) => widths[k - 1] ?? width);
