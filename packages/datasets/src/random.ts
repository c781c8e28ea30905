import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** A stream of random numbers; reading it advances it. */
export interface Random {
  /** Uniform in `[low, high)`, 0..1 if not given. */
  uniform(low?: number, high?: number): number;
  /** Uniform integer in `0..count-1`. */
  integer(count: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One of the items. */
  pick<T>(items: readonly T[]): T;
}

/**
 * The stream that belongs to a purpose and up to three numbers, such as `seeded("order", seed, epoch)`.
 *
 * Purpose and numbers fill the four state words of xoroshiro128+, each through a bijection of 32 bits: different
 * numbers never share a stream.
 */
export function seeded(purpose: string, seed: number, a = 0, b = 0): Random {
  const state = [
    hash(purpose),
    scramble(seed ^ 0x2545f491),
    scramble(a ^ 0x6c8e9cf5),
    scramble(b ^ 0x1b873593),
  ];
  const generator = xoroshiro128plusFromState(state);
  // The first outputs of states that differ in one word are still alike.
  for (let i = 0; i < 16; i++) generator.next();
  const unit = () => (generator.next() >>> 0) / 2 ** 32;
  return {
    uniform: (low = 0, high = 1) => low + (high - low) * unit(),
    integer: (count) => uniformInt(generator, 0, count - 1),
    chance: (probability) => unit() < probability,
    pick: (items) => items[uniformInt(generator, 0, items.length - 1)]!,
  };
}

/** The indexes 0..length-1 in random order (Fisher-Yates). */
export function shuffled(length: number, random: Random): number[] {
  const order = Array.from({ length }, (_, i) => i);
  for (let last = length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** FNV-1a. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return scramble(h);
}

/** MurmurHash3's finaliser: a bijection in which every input bit moves about half of the output bits. */
export function scramble(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
