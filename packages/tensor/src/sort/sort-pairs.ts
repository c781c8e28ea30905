import { linear } from "../grid.ts";
import type { Launch } from "../op.ts";
import countDigits from "./count-digits.wgsl";
import placeByDigit from "./place-by-digit.wgsl";
import { results } from "./results.ts";
import { sumsBefore } from "./sums-before.ts";

/** Blocks that keep an adapter busy, one invocation each; and the fewest and most keys of one. */
const BLOCKS = 4096;
const SHORTEST = 32;
const LONGEST = 256;

/**
 * Launches that sort pairs of a key and an item, both `u32`, by the key; equal keys stay in their order. A radix sort:
 * pass by pass over the digits of the keys, the lowest first, each pass counts digits in blocks of keys, sums the
 * counts up to places, and moves the pairs there. Passes take turns between two places: what the given ones held is lost.
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
  const [counts, offsets] = [`${keys}Counts`, `${keys}Offsets`];
  const places = [
    [keys, items],
    [`${keys}Sorted`, `${keys}Items`],
  ] as const;
  const launches = Array.from({ length: passes }, (_, pass): Launch[] => {
    const params = { size, block, blocks, digits, shift: pass * digitBits };
    const [from, to] = pass % 2 === 0 ? places : [places[1], places[0]];
    const moved = results({ [to[0]]: size, [to[1]]: size }, pass > 0);
    return [
      {
        code: countDigits,
        reads: [from[0]],
        ...results({ [counts]: digits * blocks }, pass > 0),
        params,
        grid: linear(blocks),
      },
      ...sumsBefore(counts, offsets, digits * blocks, pass > 0),
      {
        code: placeByDigit,
        reads: from,
        ...moved,
        updates: [offsets, ...moved.updates],
        params,
        grid: linear(blocks),
      },
    ];
  });
  const [sorted, beside] = places[passes % 2]!;
  return { launches: launches.flat(), keys: sorted, items: beside };
}
