import type { RandomState } from "@equipoise/lsb";
import { linearGrid } from "@equipoise/tensor";
import type { DeviceRule } from "../device-rule.ts";
import count from "./rlw-count.wgsl";
import weights from "./rlw-weights.wgsl";

/**
 * `rlw` on the device: `w = softmax(z)` with the very draws `z` of the pure definition. Its memory is the seed and the
 * count of draws, which is exact up to 2^32, where the draws begin again: lower and upper 16 bits of each, the same for
 * every task.
 */
export const rlwRule = (): DeviceRule<RandomState> => ({
  rows: 4,
  pack: ({ seed, draws }, tasks) =>
    [...halves(seed), ...halves(draws)].flatMap((half) => tasks.map(() => half)),
  unpack(memory, { length: tasks }) {
    const word = (row: number) => memory[row * tasks]! + 65_536 * memory[(row + 1) * tasks]!;
    return { seed: word(0), draws: word(2) };
  },
  weigh: (tasks) => [
    {
      code: weights,
      reads: ["labelled", "order", "memory"],
      updates: ["weights"],
      writes: {},
      params: { tasks },
      grid: linearGrid(1),
    },
  ],
  learn: (tasks) => [
    {
      code: count,
      reads: ["labelled", "skip"],
      updates: ["memory"],
      writes: {},
      params: { tasks },
      grid: linearGrid(tasks),
    },
  ],
});

const halves = (word: number): readonly [lower: number, upper: number] => [
  word & 0xffff,
  (word >>> 16) & 0xffff,
];
