import { seeded, shuffled } from "../random.ts";

export interface OrderOptions {
  /** 0..2^32-1. */
  readonly seed: number;
  /** Counted from 0. */
  readonly epoch: number;
  /** False leaves 0, 1, 2, ... */
  readonly shuffle: boolean;
}

/** The indexes 0..length-1 in the order of an epoch: a pure function of its arguments. */
export function epochOrder(length: number, { seed, epoch, shuffle }: OrderOptions): number[] {
  return shuffle ? shuffled(length, seeded("order", seed, epoch)) : Array.from({ length }, (_, i) => i);
}
