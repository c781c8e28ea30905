/** Tiles of one length along an axis, each beginning so many pixels from its start. */
export interface TileAxis {
  readonly tile: number;
  readonly starts: readonly number[];
}

/**
 * Tiles start at multiples of it: a multiple of what networks shrink images by, so that the coarse pixels of every tile
 * are those of the whole image.
 */
export const GRID = 32;

/** Tiles of fewer pixels could not overlap by half and start on the grid, and a network would see too little in them. */
export const LEAST_TILE = 4 * GRID;

/**
 * Covers `length` pixels by tiles of at most `most`, evenly, neighbours overlapping by `overlap` or more.
 *
 * @param most {@link LEAST_TILE} or more
 * @param overlap at most half of `most`
 */
export function tileAxis(length: number, most: number, overlap: number): TileAxis {
  if (length <= most) return { tile: length, starts: [0] };
  // The last tile ends with the image and starts on the grid, so its length is the image's but for whole steps.
  const steps = Math.ceil((length - most) / GRID);
  const tile = length - steps * GRID;
  const stride = Math.floor((tile - overlap) / GRID);
  const count = Math.ceil(steps / stride) + 1;
  return {
    tile,
    starts: Array.from({ length: count }, (_, i) => GRID * Math.floor((i * steps) / (count - 1))),
  };
}

/**
 * The share that a tile has in the result at each of its pixels: 1, but for where it overlaps a neighbour. There it
 * falls linearly to 0 across the middle third: what lies within a third of an overlap of a tile's edge has no say, as its
 * surroundings are cut off. The shares of all tiles add up to 1 at each pixel.
 */
export function tileShares({ tile, starts }: TileAxis, index: number): Float32Array {
  const shares = new Float32Array(tile).fill(1);
  const start = starts[index]!;
  const before = starts[index - 1];
  const after = starts[index + 1];
  const overlapBefore = before === undefined ? 0 : before + tile - start;
  for (let i = 0; i < overlapBefore; i++) shares[i]! *= rising(i, overlapBefore);
  const overlapAfter = after === undefined ? 0 : start + tile - after;
  for (let i = 0; i < overlapAfter; i++) shares[tile - overlapAfter + i]! *= 1 - rising(i, overlapAfter);
  return shares;
}

const rising = (pixel: number, overlap: number): number =>
  Math.min(1, Math.max(0, (3 * (pixel + 0.5)) / overlap - 1));
