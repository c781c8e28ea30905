import { seeded } from "../random.ts";

export interface OrderOptions {
  /** 0..2^32-1. */
  readonly seed: number;
  /** Counted from 0. */
  readonly epoch: number;
  /** False leaves 0, 1, 2, ... */
  readonly shuffle: boolean;
}

/** The indexes 0..length-1 in the order of an epoch: a pure function of its arguments (Fisher-Yates). */
export function epochOrder(length: number, { seed, epoch, shuffle }: OrderOptions): number[] {
  const order = Array.from({ length }, (_, i) => i);
  if (!shuffle) return order;
  const random = seeded("order", seed, epoch);
  for (let last = length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
