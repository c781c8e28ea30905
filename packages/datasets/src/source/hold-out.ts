import { DataError } from "../data-error.ts";
import { type Dataset, indexOf, splitOf } from "../dataset.ts";
import { seeded, shuffled } from "../random.ts";

/** What is held out of a data set's split `train` is a split of this name. */
export const heldOutSplit = "held-out";

/**
 * The data set with a share of its split `train`, rounded to whole samples, as a split of its own.
 *
 * Which samples follows from their number and the share alone, and a larger share holds out those of a smaller one too:
 * whoever opens the same data holds out the same. Both parts keep their order, and samples their names.
 *
 * @throws {DataError} if the share is out of its range, holds out no sample, or there is such a split already.
 */
export function holdOut(dataset: Dataset, share: number): Dataset {
  const { name, splits, notes = [] } = dataset;
  if (!(share > 0 && share < 1))
    throw new DataError("openDataset", {
      expected: "heldOut to be a share above 0 and below 1",
      got: String(share),
    });
  if (splits.includes(heldOutSplit))
    throw new DataError(name, {
      expected: `no split ${heldOutSplit} of its own where a share of train is held out`,
      got: `splits ${splits.join(", ")}`,
      cure: "rename it, or hold out none",
    });
  const all = dataset.length("train");
  const order = shuffled(all, seeded(heldOutSplit, 0));
  const count = Math.round(share * all);
  if (count === 0)
    throw new DataError(name, {
      expected: "a held-out share of train that makes at least one sample",
      got: `${share} of ${all}`,
      cure: "raise it, or hold out none",
    });
  const part = (of: number[]) => ({ from: "train", indexes: of.sort((a, b) => a - b) });
  const parts = new Map([
    ...splits.map((split) => [split, { from: split, indexes: range(dataset.length(split)) }] as const),
    ["train", part(order.slice(count))],
    [heldOutSplit, part(order.slice(0, count))],
  ]);
  return {
    ...dataset,
    splits: [...parts.keys()],
    notes: [...notes, `${count} of ${all} images of train are held out`],
    length: (split) => splitOf(name, parts, split).indexes.length,
    async sample(split, index) {
      const { from, indexes } = splitOf(name, parts, split);
      return dataset.sample(from, indexes[indexOf(name, split, index, indexes.length)]!);
    },
  };
}

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);
