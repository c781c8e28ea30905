import { expect, test } from "vitest";
import { blendTiles } from "./blend-tiles.ts";

const { NaN: nan } = Number;

test("one tile fades into the next, and what has no share does not count", async () => {
  // Two tiles of 9 x 2 that share 6 columns, of which the first and last two are blind.
  const tiling = {
    size: { width: 12, height: 2 },
    across: { tile: 9, starts: [0, 3] },
    down: { tile: 2, starts: [0] },
  };
  const tiles = [
    [1, 1, 1, 1, 1, 1, 1, nan, nan],
    [nan, nan, 5, 5, 5, 5, 5, 5, 5],
  ];
  const asked: number[][] = [];
  const bands = [];
  for await (const band of blendTiles(tiling, async (x, y) => {
    asked.push([x, y]);
    const row = tiles[x / 3]!;
    return { a: Float32Array.from([...row, ...row, ...row.map((value) => -value), ...row]) };
  }))
    bands.push(band);
  expect(asked).toEqual([
    [0, 0],
    [3, 0],
  ]);
  // The shares of the second tile in columns 5 and 6 are 1/4 and 3/4.
  const row = [1, 1, 1, 1, 1, 2, 4, 5, 5, 5, 5, 5];
  expect(bands).toEqual([
    {
      top: 0,
      rows: 2,
      outputs: { a: Float32Array.from([...row, ...row, ...row.map((value) => -value), ...row]) },
    },
  ]);
});
