import { epochOrder } from "../batch/order.ts";
import { DataError } from "../data-error.ts";
import type { Variables } from "./variables.ts";

/** Images of a split, by their place in the file, counted from 0. */
export type Splits = ReadonlyMap<"train" | "val", readonly number[]>;

/** The shares of the official split. */
const official = { train: 795, val: 654 };

/**
 * The official split: `trainNdxs` and `testNdxs` of `splits.mat`, counted from 1; what is for testing there is `val`.
 *
 * @throws {DataError} if it names an image that is not there, or one twice.
 */
export function officialSplits(lists: Variables, images: number): Splits {
  const taken = new Map<number, string>();
  const read = (name: string) =>
    lists.indexes(name).map((index, at) => {
      const position = `${name}, entry ${at + 1}`;
      if (index > images)
        throw new DataError(lists.file, {
          position,
          expected: `an image 1..${images}`,
          got: String(index),
          cure: "take the original splits.mat",
        });
      const before = taken.get(index);
      if (before !== undefined)
        throw new DataError(lists.file, {
          position,
          expected: "an image that is named once",
          got: `${index}, as in ${before}`,
          cure: "take the original splits.mat",
        });
      taken.set(index, position);
      return index - 1;
    });
  return new Map([
    ["train", read("trainNdxs")],
    ["val", read("testNdxs")],
  ]);
}

/** A split in the official shares, drawn with a seed, for a file that comes without the official one. */
export function drawnSplits(images: number, seed: number): Splits {
  const order = epochOrder(images, { seed, epoch: 0, shuffle: true });
  const train = Math.round((images * official.train) / (official.train + official.val));
  const inOrder = (part: readonly number[]) => [...part].sort((a, b) => a - b);
  return new Map([
    ["train", inOrder(order.slice(0, train))],
    ["val", inOrder(order.slice(train))],
  ]);
}
