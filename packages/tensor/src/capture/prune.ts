import type { BoundLaunch } from "../device/recorder.ts";
import type { Storage } from "../device/storage.ts";
import { accesses } from "./accesses.ts";

/**
 * The launches of a step without those whose results nobody reads.
 *
 * @param outlives whether memory is read after the step: a result of it, or a tensor that it was given
 */
export function prune(
  launches: readonly BoundLaunch[],
  outlives: (storage: Storage) => boolean,
): BoundLaunch[] {
  const wanted = new Set<Storage>();
  const kept: BoundLaunch[] = [];
  for (const bound of launches.toReversed()) {
    const { reads, writes } = accesses(bound);
    if (!writes.some((storage) => wanted.has(storage) || outlives(storage))) continue;
    for (const storage of reads) wanted.add(storage);
    kept.push(bound);
  }
  return kept.reverse();
}
