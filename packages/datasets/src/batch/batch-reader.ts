import type { Augment } from "../augment/augmentation.ts";
import { DataError } from "../data-error.ts";
import type { Dataset } from "../dataset.ts";
import { expectInteger, expectSeed } from "../expect-integer.ts";
import { seeded } from "../random.ts";
import { resizeSample } from "../resize/resize-sample.ts";
import type { Sample, Size } from "../sample.ts";
import { type Batch, collate } from "./collate.ts";
import { mapAtMost } from "./map-at-most.ts";
import { epochOrder } from "./order.ts";
import { type Channels, standardise } from "./standardise.ts";

/** Which batches there are, and what is done to their samples; plain JSON. */
export interface EpochOptions {
  readonly batchSize: number;
  /** 0..2^32-1; default 0. */
  readonly seed?: number;
  /** Counted from 0; default 0. */
  readonly epoch?: number;
  /** How many epochs follow each other; default 1. */
  readonly epochs?: number;
  /** Batches to leave out in front, unread: where a loop goes on that was left early. Default 0. */
  readonly skip?: number;
  /** Default false. */
  readonly shuffle?: boolean;
  /** Leave out a last batch that is not full. Default false: the last batch of an epoch may be smaller. */
  readonly dropLast?: boolean;
  /** Resize every sample to this before augmenting it. Default: the data set's own size. */
  readonly size?: Size;
  /** Subtract a mean from each channel of the image and divide by a deviation, last of all. Default: 0..1. */
  readonly standardise?: Channels;
}

export interface BatchOptions extends EpochOptions {
  readonly augment?: Augment;
}

/** Batches by their number, which goes on from one epoch to the next. */
export interface BatchReader {
  /** Batches of an epoch, at least 1. */
  readonly length: number;
  /** A pure function of the number. */
  read(number: number): Promise<Batch>;
}

/**
 * The batches of a split: which samples go into which is a pure function of `(seed, epoch)`, and sample `i` is
 * augmented alike in whatever batch it lands.
 *
 * @throws {DataError} if an option is out of its range, or there would be no batch at all.
 */
export function batchReader(dataset: Dataset, split: string, options: BatchOptions): BatchReader {
  const { seed = 0, epoch: first = 0, shuffle = false, dropLast = false, augment, size } = options;
  const batchSize = expectInteger("batches", "batchSize", options.batchSize, 1);
  expectSeed("batches", seed);
  expectInteger("batches", "epoch", first, 0, 2 ** 32 - 1);
  expectInteger("batches", "epochs", options.epochs ?? 1, 1, 2 ** 32 - first);
  expectInteger("batches", "skip", options.skip ?? 0, 0);
  const samples = dataset.length(split);
  const length = dropLast ? Math.floor(samples / batchSize) : Math.ceil(samples / batchSize);
  if (length === 0)
    throw new DataError("batches", {
      expected: `split ${split} of ${dataset.name} to hold at least ${dropLast ? `one batch of ${batchSize}` : "1 sample"}`,
      got: String(samples),
      ...(samples > 0 && { cure: "lower batchSize or set dropLast to false" }),
    });

  let latest = { epoch: -1, order: [] as number[] };
  const orderOf = (epoch: number) => {
    if (latest.epoch !== epoch) latest = { epoch, order: epochOrder(samples, { seed, epoch, shuffle }) };
    return latest.order;
  };
  const load = async (epoch: number, index: number): Promise<Sample> => {
    const stored = await dataset.sample(split, index);
    const sized = size === undefined ? stored : resizeSample(stored, size);
    return augment === undefined ? sized : augment(sized, seeded("augment", seed, epoch, index));
  };
  return {
    length,
    async read(number) {
      const epoch = first + Math.floor(number / length);
      const from = (number % length) * batchSize;
      const indexes = orderOf(epoch).slice(from, from + batchSize);
      const batch = collate(await mapAtMost(8, indexes, (index) => load(epoch, index)));
      if (options.standardise) standardise(batch.image, batch, options.standardise);
      return batch;
    },
  };
}
