import { type Dataset, indexOf, type LeftOut, splitOf } from "../dataset.ts";

/**
 * The data set without some samples: those behind them move up, so that orders and batches follow from those that are
 * left.
 *
 * @throws {DataError} if it has no such split or sample.
 */
export function withoutSamples(dataset: Dataset, leftOut: LeftOut): Dataset {
  const { name } = dataset;
  const kept = new Map(
    dataset.splits.map((split) => [
      split,
      Array.from({ length: dataset.length(split) }, (_, index) => index),
    ]),
  );
  for (const [split, indexes] of Object.entries(leftOut)) {
    const all = splitOf(name, kept, split);
    const out = new Set(indexes.map((index) => indexOf(name, split, index, all.length)));
    kept.set(
      split,
      all.filter((index) => !out.has(index)),
    );
  }
  return {
    ...dataset,
    leftOut,
    length: (split) => splitOf(name, kept, split).length,
    async sample(split, index) {
      const indexes = splitOf(name, kept, split);
      return dataset.sample(split, indexes[indexOf(name, split, index, indexes.length)]!);
    },
  };
}
