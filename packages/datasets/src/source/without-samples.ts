import { type Dataset, indexOf, type LeftOut, splitOf } from "../dataset.ts";

/**
 * The data set without some samples: those behind them move up, so that orders and batches follow from those that are
 * left.
 *
 * @param leftOut indexes of the data set as it is, which may be without others already
 * @throws {DataError} if it has no such split or sample.
 */
export function withoutSamples(dataset: Dataset, leftOut: LeftOut): Dataset {
  const { name } = dataset;
  const kept = new Map(dataset.splits.map((split) => [split, range(dataset.length(split))]));
  const opened: Record<string, readonly number[]> = { ...dataset.leftOut };
  for (const [split, indexes] of Object.entries(leftOut)) {
    const all = splitOf(name, kept, split);
    const out = new Set(indexes.map((index) => indexOf(name, split, index, all.length)));
    kept.set(
      split,
      all.filter((index) => !out.has(index)),
    );
    const before = new Set(opened[split]);
    const places = range(all.length + before.size).filter((place) => !before.has(place));
    opened[split] = [...before, ...[...out].map((index) => places[index]!)].sort((a, b) => a - b);
  }
  return {
    ...dataset,
    leftOut: opened,
    length: (split) => splitOf(name, kept, split).length,
    async sample(split, index) {
      const indexes = splitOf(name, kept, split);
      return dataset.sample(split, indexes[indexOf(name, split, index, indexes.length)]!);
    },
  };
}

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);
