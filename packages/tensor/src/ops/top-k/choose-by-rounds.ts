import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import type { Shape } from "../../shape.ts";
import type { Lines, Wanted } from "./lines.ts";
import select from "./select.wgsl";

/** Entries of a chunk, about, and how many times as many as it hands on. */
const LENGTH = 256;
const SHARE = 8;
/** Lines that keep an adapter busy: so many are not cut into chunks. */
const ENOUGH = 4096;

/**
 * Launches that write `name`, the places of the first elements of each line: the best of each chunk, then the best of
 * those, until one chunk holds all.
 */
export function chooseByRounds(
  x: string,
  { outer, extent, inner, ranks }: Lines,
  { largest, dtype }: Wanted,
  name: string,
  shape: Shape,
): readonly Launch[] {
  const lines = outer * inner;
  const launches: Launch[] = [];
  let [entries, size] = [x, extent];
  for (let round = 0; ; round++) {
    const length = Math.max(LENGTH, SHARE * ranks);
    const chunks = lines >= ENOUGH || size <= 2 * length ? 1 : Math.ceil(size / length);
    const chosen = chunks === 1 ? name : `${name}Round${round}`;
    launches.push({
      code: select,
      real: dtype,
      reads: [x, entries],
      writes: { [chosen]: { shape: chunks === 1 ? shape : [lines, chunks * ranks], dtype: "u32" } },
      params: { extent, inner, lines, size, chunks, ranks },
      constants: { SMALLEST: Number(!largest), ENTRIES: Number(round > 0), LAST: Number(chunks === 1) },
      grid: linear(lines * chunks),
    });
    if (chunks === 1) return launches;
    [entries, size] = [chosen, chunks * ranks];
  }
}
