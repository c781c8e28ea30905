import { imagenet, type Size, standardise } from "@equipoise/datasets";
import type { MultiTaskNetwork } from "@equipoise/nn";
import { type Device, DeviceError } from "@equipoise/tensor";
import type { Band } from "./band.ts";
import { blendTiles, type Tiling } from "./blend-tiles.ts";
import { LEAST_TILE, tileAxis } from "./tile-axis.ts";
import { TileNetwork } from "./tile-network.ts";

/** Interleaved sRGB, `[H, W, 3]`. */
export interface Picture {
  readonly size: Size;
  readonly pixels: Uint8Array;
}

export interface TilingOptions {
  /** What the network may take on the device. */
  readonly maxBytes: number;
  /** Pixels that neighbours share at least, from the side of a tile; default a quarter of it. */
  readonly overlapOf?: (side: number) => number;
}

/** A network for images of any size: whole where the device holds what that takes, else in tiles that overlap. */
export class TiledNetwork {
  readonly #device: Device;
  readonly #network: MultiTaskNetwork;
  readonly #options: Required<TilingOptions>;
  #recorded: { readonly tiling: Tiling; readonly tile: TileNetwork; readonly of: Size } | null = null;

  constructor(
    device: Device,
    network: MultiTaskNetwork,
    { maxBytes, overlapOf = (side) => side / 4 }: TilingOptions,
  ) {
    this.#device = device;
    this.#network = network;
    this.#options = { maxBytes, overlapOf };
  }

  /**
   * How images of a size are cut. Images that follow each other in one size use one recording.
   *
   * @throws {DeviceError} if not even the smallest tile fits.
   */
  async tilingOf(size: Size): Promise<Tiling> {
    return (await this.#record(size)).tiling;
  }

  /** The outputs for an image, from the top down. @throws as {@link tilingOf} */
  async *predict({ size, pixels }: Picture): AsyncGenerator<Band> {
    const { tiling, tile } = await this.#record(size);
    yield* blendTiles(tiling, (x, y) => tile.run(cutOut(pixels, size, { x, y }, tile.size)));
  }

  async #record(size: Size) {
    if (this.#recorded?.of.width === size.width && this.#recorded.of.height === size.height)
      return this.#recorded;
    this[Symbol.dispose]();
    let most = size;
    for (;;) {
      const [across, down] = [this.#axis(size.width, most.width), this.#axis(size.height, most.height)];
      const tile = { width: across.tile, height: down.tile };
      try {
        const recorded = await TileNetwork.record(this.#device, this.#network, tile, this.#options.maxBytes);
        return (this.#recorded = { tiling: { size, across, down }, tile: recorded, of: size });
      } catch (error) {
        const longer = most.width > most.height ? "width" : "height";
        const half = Math.ceil(most[longer] / 2);
        const tooLarge = error instanceof DeviceError && error.reason === "out-of-memory";
        if (!tooLarge) throw error;
        if (half < LEAST_TILE)
          throw new DeviceError(
            `predict: expected room for tiles of ${tile.width}x${tile.height}; got ${error.message}. ` +
              "Allow more with --memory, or use another adapter",
            "out-of-memory",
          );
        most = { ...most, [longer]: half };
      }
    }
  }

  #axis(length: number, most: number) {
    return tileAxis(length, most, Math.min(this.#options.overlapOf(most), most / 2));
  }

  [Symbol.dispose](): void {
    this.#recorded?.tile[Symbol.dispose]();
    this.#recorded = null;
  }
}

/** A part of an image as a network wants it: `[3, H, W]`, standardised. */
function cutOut(
  pixels: Uint8Array,
  { width }: Size,
  { x, y }: { readonly x: number; readonly y: number },
  part: Size,
): Float32Array {
  const plane = part.width * part.height;
  const image = new Float32Array(3 * plane);
  for (let row = 0; row < part.height; row++) {
    let from = 3 * ((y + row) * width + x);
    for (let to = row * part.width; to < (row + 1) * part.width; to++)
      for (let channel = 0; channel < 3; channel++) image[channel * plane + to] = pixels[from++]! / 255;
  }
  return standardise(image, part, imagenet);
}
