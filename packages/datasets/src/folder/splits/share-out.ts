import { seeded, shuffled } from "../../random.ts";
import type { FileRow } from "../match-files.ts";

/**
 * Rows shared out to splits, each to one at most: of an order that the seed makes each split takes its share from where
 * the one before it stopped, rounded to whole rows. Within a split rows stay in their order.
 *
 * @param shares by split, which add up to 1 at most
 */
export function shareOut(
  rows: readonly FileRow[],
  shares: ReadonlyMap<string, number>,
  seed: number,
): Map<string, FileRow[]> {
  const order = shuffled(rows.length, seeded("split", seed));
  const parts = new Map<string, FileRow[]>();
  let before = 0;
  for (const [split, share] of shares) {
    const [first, end] = [before, before + share].map((sum) => Math.round(sum * rows.length));
    const chosen = order.slice(first, end).sort((a, b) => a - b);
    parts.set(
      split,
      chosen.map((row) => rows[row]!),
    );
    before += share;
  }
  return parts;
}
