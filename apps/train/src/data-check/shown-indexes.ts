import type { Dataset } from "@equipoise/datasets";

/** Which images of each split are to be shown: some of each, at even distances, more of larger ones. */
export function shownIndexes(
  dataset: Pick<Dataset, "splits" | "length">,
  images: number,
): Map<string, number[]> {
  const total = dataset.splits.reduce((sum, split) => sum + dataset.length(split), 0);
  return new Map(
    dataset.splits.map((split) => {
      const length = dataset.length(split);
      const count = Math.min(length, Math.max(1, Math.round((images * length) / total)));
      return [split, Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * length) / count))];
    }),
  );
}
