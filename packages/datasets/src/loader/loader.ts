import { availableParallelism } from "node:os";
import { batchReader } from "../batch/batch-reader.ts";
import { type Batches, batches } from "../batch/batches.ts";
import type { Batch } from "../batch/collate.ts";
import { readAhead } from "../batch/read-ahead.ts";
import { defaultCacheBytes } from "../bounded-cache.ts";
import { type Dataset, indexOf } from "../dataset.ts";
import { expectInteger } from "../expect-integer.ts";
import type { DatasetSource } from "../source/open-dataset.ts";
import type { LoadOptions } from "./messages.ts";
import { Threads } from "./threads.ts";
import { withAugmentation } from "./with-augmentation.ts";

export interface LoaderOptions {
  /** Threads that make batches; 0: this one makes them. Default {@link defaultWorkers}. */
  readonly workers?: number;
}

/** Makes the batches of a data set, in threads of its own. */
export interface Loader {
  readonly workers: number;
  /**
   * The batches of a split, the same to the bit whatever the number of threads.
   *
   * While one is being used the next ones are made, as many as keep the threads busy; over an epoch's end too if
   * `epochs` says that another follows. A failure is reported in the turn of its batch.
   *
   * @throws {DataError} if an option is out of its range, or there would be no batch at all.
   */
  batches(split: string, options: LoadOptions): Batches;
  /**
   * A sample, as a batch of its own. There may be any number of calls at once.
   *
   * @throws {DataError} if there is no such split or index, or its files cannot be used.
   */
  sample(split: string, index: number): Promise<Batch>;
  /** Ends the threads; until then they wait for more, which keeps no process from ending. */
  close(): Promise<void>;
}

/** One for each core but that of the main thread, at least 1 and at most 8. */
export const defaultWorkers = (cores = availableParallelism()): number => Math.max(1, Math.min(cores - 1, 8));

/**
 * The loader of a data set that was opened from a source; its threads open the source again, and leave out of it what
 * the data set leaves out.
 *
 * @throws {DataError} if the number of threads is out of its range.
 */
export function createLoader(dataset: Dataset, source: DatasetSource, options: LoaderOptions = {}): Loader {
  const count = expectInteger("createLoader", "workers", options.workers ?? defaultWorkers(), 0, 64);
  const threads =
    count === 0 ? null : new Threads(shareOf({ ...source, leaveOut: dataset.leftOut }, count), count);
  // A batch for each thread to make, and one or two that are ready.
  const ahead = Math.min(2 * count, count + 2);
  return {
    workers: count,
    batches(split, load) {
      const own = withAugmentation(load);
      if (threads === null) return batches(dataset, split, own);
      const { skip = 0, epochs = 1 } = load;
      const { length } = batchReader(dataset, split, own);
      const read = (number: number) => threads.read({ split, options: load, number });
      return {
        length,
        [Symbol.asyncIterator]: () => readAhead(skip, epochs * length, ahead, read, "forget"),
      };
    },
    async sample(split, index) {
      const order = { split, options: { batchSize: 1 }, number: index };
      indexOf(dataset.name, split, index, dataset.length(split));
      return threads === null ? batchReader(dataset, split, order.options).read(index) : threads.read(order);
    },
    close: async () => threads?.close(),
  };
}

/** The source as one of several threads opens it: with its share of the memory for samples that are kept. */
function shareOf(source: DatasetSource, threads: number): DatasetSource {
  if (source.format === "packed") return { ...source, checkSource: false };
  const { cacheBytes = defaultCacheBytes } = source;
  return { ...source, cacheBytes: Math.floor(cacheBytes / threads) };
}
