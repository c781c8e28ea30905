import { linear } from "../grid.ts";
import type { Launch } from "../op.ts";
import countDigits from "./count-digits.wgsl";
import placeByDigit from "./place-by-digit.wgsl";
import { sumsBefore } from "./sums-before.ts";

/** Blocks that keep an adapter busy, one invocation each; and the fewest and most keys of one. */
const BLOCKS = 4096;
const SHORTEST = 32;
const LONGEST = 256;

/**
 * Launches that sort pairs of a key and an item, both `u32`, by the key; equal keys stay in their order. A radix sort:
 * pass by pass over the digits of the keys, the lowest first, each pass counts digits in blocks of keys, sums the
 * counts up to places, and moves the pairs there.
 *
 * It has no atomics, since every block counts for itself, and no workgroup memory: one plan for all adapters.
 *
 * @param bits how many of a key's lowest bits count; the others are 0
 * @returns the launches, and the names of the sorted keys and items
 */
export function sortPairs(keys: string, items: string, size: number, bits: number) {
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, size / BLOCKS)));
  const block = Math.min(LONGEST, Math.max(SHORTEST, wanted));
  const blocks = Math.ceil(size / block);
  const passes = Math.ceil(bits / Math.log2(block));
  const digitBits = Math.ceil(bits / passes);
  const digits = 2 ** digitBits;
  const launches: Launch[] = [];
  let [from, beside] = [keys, items];
  for (let pass = 0; pass < passes; pass++) {
    const name = (of: string) => `${keys}${of}${pass}`;
    const params = { size, block, blocks, digits, shift: pass * digitBits };
    launches.push(
      {
        code: countDigits,
        reads: [from],
        writes: { [name("Counts")]: { shape: [digits, blocks], dtype: "u32" } },
        params,
        grid: linear(blocks),
      },
      ...sumsBefore(name("Counts"), name("Offsets"), digits * blocks),
      {
        code: placeByDigit,
        reads: [from, beside],
        updates: [name("Offsets")],
        writes: {
          [name("Sorted")]: { shape: [size], dtype: "u32" },
          [name("Items")]: { shape: [size], dtype: "u32" },
        },
        params,
        grid: linear(blocks),
      },
    );
    [from, beside] = [name("Sorted"), name("Items")];
  }
  return { launches, keys: from, items: beside };
}
