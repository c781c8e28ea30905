import { DataError } from "./data-error.ts";
import type { DenseKind, Intrinsics, Sample, Size } from "./sample.ts";

/** What a network needs to know to predict a task. */
export type TaskInfo =
  | {
      readonly name: string;
      readonly kind: "classes";
      /** Number of classes. */
      readonly channels: number;
      /** Names in label order. */
      readonly classes: readonly string[];
    }
  | {
      readonly name: string;
      readonly kind: DenseKind;
      /** What `denseChannels` says of the kind; at least 1 for a heat map. */
      readonly channels: number;
    };

/** Samples by split: indexes among all there are. */
export type LeftOut = Readonly<Record<string, readonly number[]>>;

/** Numbered samples in named splits; the same `(split, index)` always gives the same pixels, in fresh arrays. */
export interface Dataset extends Size {
  readonly name: string;
  readonly tasks: readonly TaskInfo[];
  readonly splits: readonly string[];
  /** The camera at this width and height, if it is known. */
  readonly intrinsics?: Intrinsics;
  /** What a person should know about the data as they were found, a line each: a split made up, names missing. */
  readonly notes?: readonly string[];
  /** Samples of the opened data that are not counted; see `withoutSamples`. */
  readonly leftOut?: LeftOut;
  /**
   * Number of samples.
   *
   * @throws {DataError} if there is no such split.
   */
  length(split: string): number;
  /**
   * The sample at an index, 0..length-1.
   *
   * @throws {DataError} if there is no such split or index, or its files cannot be used.
   */
  sample(split: string, index: number): Promise<Sample>;
}

/** The entry of a split, or a refusal that lists the splits. */
export function splitOf<T>(dataset: string, splits: ReadonlyMap<string, T>, split: string): T {
  const found = splits.get(split);
  if (found !== undefined) return found;
  const names = [...splits.keys()].join(", ");
  throw new DataError(dataset, { expected: `a split of ${names}`, got: `"${split}"` });
}

/** The index itself, or a refusal that says how long the split is. */
export function indexOf(dataset: string, split: string, index: number, length: number): number {
  if (Number.isInteger(index) && index >= 0 && index < length) return index;
  throw new DataError(dataset, {
    expected:
      length === 0 ? `no index, split ${split} is empty` : `an index 0..${length - 1} of split ${split}`,
    got: String(index),
  });
}
