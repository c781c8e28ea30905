import type { Size } from "@equipoise/datasets";
import type { Band } from "./band.ts";
import { type TileAxis, tileShares } from "./tile-axis.ts";

/** An image in tiles of one size. */
export interface Tiling {
  readonly size: Size;
  readonly across: TileAxis;
  readonly down: TileAxis;
}

type Outputs = Readonly<Record<string, Float32Array>>;

/**
 * Puts the outputs for tiles together, row of tiles by row of tiles: no more is held than one such row.
 *
 * @param run the outputs `[C, H, W]` for the tile at a place
 */
export async function* blendTiles(
  { size, across, down }: Tiling,
  run: (x: number, y: number) => Promise<Outputs>,
): AsyncGenerator<Band> {
  const { width } = size;
  const height = down.tile;
  const sums: Record<string, Float32Array> = {};
  const columns = across.starts.map((_, i) => tileShares(across, i));
  for (const [j, top] of down.starts.entries()) {
    const rows = tileShares(down, j);
    for (const [i, left] of across.starts.entries()) {
      const outputs = await run(left, top);
      for (const [task, output] of Object.entries(outputs)) {
        const channels = output.length / (height * across.tile);
        const sum = (sums[task] ??= new Float32Array(channels * height * width));
        for (let line = 0; line < channels * height; line++) {
          const from = output.subarray(line * across.tile, (line + 1) * across.tile);
          addShare(sum, line * width + left, from, rows[line % height]!, columns[i]!);
        }
      }
    }
    const ended = (down.starts[j + 1] ?? top + height) - top;
    yield { top, rows: ended, outputs: mapValues(sums, (sum) => firstRows(sum, height, ended, width)) };
    for (const sum of Object.values(sums)) moveUp(sum, height, ended, width);
  }
}

/** Adds a row of a tile; what has no share is left out, were it not a number. */
function addShare(
  sum: Float32Array,
  at: number,
  row: Float32Array,
  share: number,
  columns: Float32Array,
): void {
  for (let x = 0; x < row.length; x++) {
    const weight = share * columns[x]!;
    if (weight > 0) sum[at + x]! += weight * row[x]!;
  }
}

/** The first rows of every plane `[H, W]`. */
function firstRows(planes: Float32Array, height: number, rows: number, width: number): Float32Array {
  if (rows === height) return planes.slice();
  const channels = planes.length / (height * width);
  const first = new Float32Array(channels * rows * width);
  for (let c = 0; c < channels; c++)
    first.set(planes.subarray(c * height * width, (c * height + rows) * width), c * rows * width);
  return first;
}

/** Moves every plane up by so many rows; those that come in are 0. */
function moveUp(planes: Float32Array, height: number, rows: number, width: number): void {
  for (let start = 0; start < planes.length; start += height * width) {
    const end = start + height * width;
    planes.copyWithin(start, start + rows * width, end);
    planes.fill(0, end - rows * width, end);
  }
}

const mapValues = <T, U>(record: Readonly<Record<string, T>>, to: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value)]));
