import type { BoundLaunch } from "../device/recorder.ts";
import type { Storage } from "../device/storage.ts";
import { accesses } from "./accesses.ts";

/** Buffers for a step, each shared by storage that is never needed at the same time. */
export interface MemoryPlan {
  readonly buffers: readonly { readonly bytes: number; readonly holds: readonly Storage[] }[];
  /** Bytes of all buffers. */
  readonly bytes: number;
  /** Bytes needed at once where most are: no plan can do with less. */
  readonly leastBytes: number;
}

interface Life {
  readonly storage: Storage;
  readonly from: number;
  to: number;
}

/**
 * Shares out buffers by lifetime: the largest storage first, each into the smallest buffer that holds it and is free
 * for as long ("greedy by size", Pisarchyk and Lee 2020). Whole buffers and not parts of one: WebGPU lets no dispatch
 * read one part of a buffer and write another.
 *
 * @param planned whether memory is to be laid out here
 */
export function planMemory(
  launches: readonly BoundLaunch[],
  planned: (storage: Storage) => boolean,
): MemoryPlan {
  const lives = lifetimes(launches, planned);
  const buffers: { bytes: number; holds: Storage[]; lives: Life[] }[] = [];
  for (const life of lives.toSorted((a, b) => b.storage.bytes - a.storage.bytes || a.from - b.from)) {
    const free = buffers.findLast(({ lives }) =>
      lives.every(({ from, to }) => to < life.from || life.to < from),
    );
    if (free) {
      free.holds.push(life.storage);
      free.lives.push(life);
    } else buffers.push({ bytes: life.storage.bytes, holds: [life.storage], lives: [life] });
  }
  return {
    buffers,
    bytes: buffers.reduce((sum, { bytes }) => sum + bytes, 0),
    leastBytes: mostAtOnce(lives),
  };
}

function lifetimes(launches: readonly BoundLaunch[], planned: (storage: Storage) => boolean): Life[] {
  const lives = new Map<Storage, Life>();
  launches.forEach((bound, at) => {
    for (const storage of new Set([...accesses(bound).reads, ...accesses(bound).writes])) {
      if (!planned(storage)) continue;
      const life = lives.get(storage);
      if (life) life.to = at;
      else lives.set(storage, { storage, from: at, to: at });
    }
  });
  return [...lives.values()];
}

function mostAtOnce(lives: readonly Life[]): number {
  const changes: (readonly [at: number, bytes: number])[] = lives.flatMap(
    ({ storage: { bytes }, from, to }) => [[from, bytes] as const, [to + 0.5, -bytes] as const],
  );
  let [now, most] = [0, 0];
  for (const [, bytes] of changes.toSorted((a, b) => a[0] - b[0])) most = Math.max(most, (now += bytes));
  return most;
}
