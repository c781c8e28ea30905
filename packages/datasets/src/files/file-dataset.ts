import { boundedCache, defaultCacheBytes } from "../bounded-cache.ts";
import { type Dataset, indexOf, splitOf, type TaskInfo } from "../dataset.ts";
import { expectInteger } from "../expect-integer.ts";
import { resizeIntrinsics } from "../resize/resize-intrinsics.ts";
import type { Intrinsics, Sample, Size } from "../sample.ts";
import { type KeptSample, keep, keptBytes, unkeep } from "./kept-sample.ts";

/** Options of every data set that is read from files. */
export interface FileOptions {
  /** Resize every sample to this; a side that is not given is as long as in the files. */
  readonly size?: Partial<Size>;
  /** Bytes of samples to keep, so that later epochs read less; 0 keeps none. Default 512 MiB. */
  readonly cacheBytes?: number;
}

/** What is known of a data set once its folder has been looked at, and how one of its samples is read. */
export interface FileReader<Row> {
  readonly name: string;
  readonly tasks: readonly TaskInfo[];
  /** What identifies each sample, by split. */
  readonly splits: ReadonlyMap<string, readonly Row[]>;
  /** Of the files, or of what is used of them. */
  readonly size: Size;
  /** At that size. */
  readonly intrinsics?: Intrinsics;
  readonly notes?: readonly string[];
  /** A sample at a size, by the rules of `resizeSample`. */
  read(split: string, row: Row, size: Size): Promise<Sample>;
}

/**
 * The data set of a reader: sizes, splits and indexes checked, and samples kept for later epochs.
 *
 * @throws {DataError} if an option is out of its range.
 */
export function fileDataset<Row extends object>(
  opener: string,
  reader: FileReader<Row>,
  options: FileOptions,
): Dataset {
  const { name, tasks, splits, intrinsics, notes } = reader;
  const width = expectInteger(opener, "width", options.size?.width ?? reader.size.width, 1);
  const height = expectInteger(opener, "height", options.size?.height ?? reader.size.height, 1);
  const room = expectInteger(opener, "cacheBytes", options.cacheBytes ?? defaultCacheBytes, 0);
  const resized = width !== reader.size.width || height !== reader.size.height;
  const cache = boundedCache<Row, KeptSample>(room, keptBytes);
  const rowsOf = (split: string) => splitOf(name, splits, split);
  return {
    name,
    width,
    height,
    tasks,
    splits: [...splits.keys()],
    ...(intrinsics && { intrinsics: resizeIntrinsics(intrinsics, reader.size, { width, height }) }),
    ...(notes && notes.length > 0 && { notes }),
    length: (split) => rowsOf(split).length,
    async sample(split, index) {
      const rows = rowsOf(split);
      const row = rows[indexOf(name, split, index, rows.length)]!;
      const read = async () => keep(await reader.read(split, row, { width, height }), resized);
      return unkeep(await cache.get(row, read));
    },
  };
}
