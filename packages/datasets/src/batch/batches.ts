import { allInOrder } from "../all-in-order.ts";
import type { Augment } from "../augment/augmentation.ts";
import { DataError } from "../data-error.ts";
import type { Dataset } from "../dataset.ts";
import { expectInteger, expectSeed } from "../expect-integer.ts";
import { seeded } from "../random.ts";
import { resizeSample } from "../resize/resize-sample.ts";
import type { Sample, Size } from "../sample.ts";
import { type Batch, collate } from "./collate.ts";
import { epochOrder } from "./order.ts";

export interface BatchOptions {
  readonly batchSize: number;
  /** 0..2^32-1; default 0. */
  readonly seed?: number;
  /** Counted from 0; default 0. */
  readonly epoch?: number;
  /** Default false. */
  readonly shuffle?: boolean;
  /** Leave out a last batch that is not full. Default false: the last batch may be smaller. */
  readonly dropLast?: boolean;
  readonly augment?: Augment;
  /** Resize every sample to this before augmenting it. Default: the data set's own size. */
  readonly size?: Size;
}

/** The batches of one epoch; each loop over it starts the same epoch again. */
export interface Batches extends AsyncIterable<Batch> {
  /** Number of batches, at least 1. */
  readonly length: number;
}

/**
 * One epoch of a split in batches.
 *
 * Order and augmentation are pure functions of `(seed, epoch)`: sample `i` is augmented alike in whatever batch it
 * lands. While a batch is being used the next one is read, and no further one. Arrays are fresh in every batch.
 *
 * @throws {DataError} if an option is out of its range, or there would be no batch at all.
 */
export function batches(dataset: Dataset, split: string, options: BatchOptions): Batches {
  const { seed = 0, epoch = 0, shuffle = false, dropLast = false, augment, size } = options;
  const batchSize = expectInteger("batches", "batchSize", options.batchSize, 1);
  expectSeed("batches", seed);
  expectInteger("batches", "epoch", epoch, 0, 2 ** 32 - 1);
  const samples = dataset.length(split);
  const length = dropLast ? Math.floor(samples / batchSize) : Math.ceil(samples / batchSize);
  if (length === 0)
    throw new DataError("batches", {
      expected: `split ${split} of ${dataset.name} to hold at least ${dropLast ? `one batch of ${batchSize}` : "1 sample"}`,
      got: String(samples),
      ...(samples > 0 && { cure: "lower batchSize or set dropLast to false" }),
    });
  const order = epochOrder(samples, { seed, epoch, shuffle });

  const load = async (index: number): Promise<Sample> => {
    const stored = await dataset.sample(split, index);
    const sized = size === undefined ? stored : resizeSample(stored, size);
    return augment === undefined ? sized : augment(sized, seeded("augment", seed, epoch, index));
  };
  const read = async (batch: number): Promise<Batch> =>
    collate(await mapAtMost(8, order.slice(batch * batchSize, (batch + 1) * batchSize), load));

  return { length, [Symbol.asyncIterator]: () => oneAhead(length, read) };
}

/** Yields `read(0) .. read(length - 1)`, each asked for when the one before it is handed out. */
async function* oneAhead<T>(
  length: number,
  read: (i: number) => Promise<T>,
): AsyncGenerator<T, void, undefined> {
  let next = read(0);
  try {
    for (let i = 0; i < length; i++) {
      const current = await next;
      if (i + 1 < length) {
        next = read(i + 1);
        // A failure is reported when its turn comes; until then nobody awaits it, which Node would take for a crash.
        next.catch(() => {});
      }
      yield current;
    }
  } finally {
    // A loop that is left early leaves no reading behind.
    await next.catch(() => {});
  }
}

/**
 * `Promise.all(items.map(f))` with at most `limit` calls under way, so that a big batch does not run out of file
 * handles; after a failure no further call starts, and the first one in order is reported once those under way have
 * ended.
 */
async function mapAtMost<T, U>(limit: number, items: readonly T[], f: (item: T) => Promise<U>): Promise<U[]> {
  const calls: Promise<U>[] = [];
  let failed = false;
  const work = async () => {
    while (!failed && calls.length < items.length) {
      const call = f(items[calls.length]!);
      calls.push(call);
      await call.catch(() => {
        failed = true;
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return allInOrder(calls);
}
