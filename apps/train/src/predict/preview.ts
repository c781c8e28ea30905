import type { Size, TaskInfo } from "@equipoise/datasets";
import { resized } from "../pictures/encode.ts";
import { paintOutput } from "../pictures/paint.ts";
import { type Cell, cellSize, strip } from "../pictures/strip.ts";
import type { Photo } from "./read-photo.ts";
import type { Row } from "./resample-rows.ts";

/** A small picture of an image and what was predicted for it, side by side, from rows as they come. */
export class Preview {
  readonly #shown: Size;
  readonly #size: Size;
  readonly #tasks: readonly TaskInfo[];
  readonly #outputs: Readonly<Record<string, Float32Array>>;
  #next = 0;

  constructor(shown: Size, tasks: readonly TaskInfo[]) {
    const cell = cellSize(shown);
    this.#shown = shown;
    this.#size = cell.width < shown.width ? cell : shown;
    this.#tasks = tasks;
    const pixels = this.#size.width * this.#size.height;
    this.#outputs = Object.fromEntries(
      tasks.map(({ name, channels }) => [name, new Float32Array(channels * pixels)]),
    );
  }

  /** Takes the pixels that are nearest to its own; rows come from the top down. */
  add({ y, outputs }: Row): void {
    const { width, height } = this.#size;
    for (; this.#next < height && this.#placeOf(this.#next, height, this.#shown.height) === y; this.#next++)
      for (const { name, channels } of this.#tasks)
        for (let c = 0; c < channels; c++)
          for (let x = 0; x < width; x++)
            this.#outputs[name]![(c * height + this.#next) * width + x] =
              outputs[name]![c * this.#shown.width + this.#placeOf(x, width, this.#shown.width)]!;
  }

  /** @returns a JPEG */
  async encode({ pixels, size }: Photo): Promise<Uint8Array> {
    const image = await resized(pixels, size, this.#size, "smooth").raw().toBuffer();
    const plane = this.#size.width * this.#size.height;
    const cells = this.#tasks.map(
      ({ name, kind }): Cell => ({
        pixels: paintOutput(kind, this.#outputs[name]!, plane),
        enlarge: "sharp",
      }),
    );
    return (await strip([[{ pixels: image, enlarge: "smooth" }, ...cells]], this.#size)).jpeg;
  }

  #placeOf(pixel: number, count: number, of: number): number {
    return Math.min(Math.floor(((pixel + 0.5) * of) / count), of - 1);
  }
}
