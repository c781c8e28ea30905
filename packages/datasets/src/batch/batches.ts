import type { Dataset } from "../dataset.ts";
import { type BatchOptions, batchReader } from "./batch-reader.ts";
import type { Batch } from "./collate.ts";
import { readAhead } from "./read-ahead.ts";

/** The batches of one epoch or more; each loop over it starts with the same batch again. */
export interface Batches extends AsyncIterable<Batch> {
  /** Number of batches in an epoch, at least 1, those left out in front included. */
  readonly length: number;
}

/**
 * One epoch of a split in batches, or several.
 *
 * Order and augmentation are pure functions of `(seed, epoch)`: sample `i` is augmented alike in whatever batch it
 * lands. While a batch is being used the next one is read, and no further one. Arrays are fresh in every batch.
 *
 * @throws {DataError} if an option is out of its range, or there would be no batch at all.
 */
export function batches(dataset: Dataset, split: string, options: BatchOptions): Batches {
  const { skip = 0, epochs = 1 } = options;
  const { length, read } = batchReader(dataset, split, options);
  return { length, [Symbol.asyncIterator]: () => readAhead(skip, epochs * length, 1, read, "wait") };
}
