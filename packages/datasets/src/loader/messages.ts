import type { AugmentationOptions } from "../augment/augmentation.ts";
import type { EpochOptions } from "../batch/batch-reader.ts";
import type { Batch } from "../batch/collate.ts";
import type { PortableError } from "./portable-error.ts";

/** Which batches a loader makes; plain JSON, so that threads can be told. */
export interface LoadOptions extends EpochOptions {
  /** What changes at random. Default: nothing. */
  readonly augment?: AugmentationOptions;
}

/** What a thread is asked for: a batch of a split by its number. */
export interface Order {
  readonly split: string;
  readonly options: LoadOptions;
  readonly number: number;
}

/** To a thread. */
export interface Request extends Order {
  readonly id: number;
}

/** From a thread: the batch, in arrays that are moved, not copied, or why there is none. */
export type Reply = { readonly id: number } & ({ readonly batch: Batch } | { readonly error: PortableError });
