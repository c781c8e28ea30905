import type { FileHandle } from "node:fs/promises";
import { resolve } from "node:path";
import { crc32 } from "node:zlib";
import type { Dataset } from "../dataset.ts";
import { createLoader, type Loader } from "../loader/loader.ts";
import type { DatasetSource } from "../source/open-dataset.ts";
import type { Description } from "./description.ts";
import type { EncodingName } from "./encodings.ts";
import { folderState } from "./folder-state.ts";
import { foot, head } from "./frame.ts";
import { layoutOf, smallest, widened } from "./layout.ts";
import { encodeSample } from "./record.ts";
import { writeAt, writeWhole } from "./write-whole.ts";

export interface PackOptions {
  /** Threads that read samples; see `createLoader`. */
  readonly workers?: number;
  /** Ends it before its end, by its reason. */
  readonly signal?: AbortSignal;
  /** Called after each sample with how many are done, of how many. */
  readonly onSample?: (done: number, samples: number) => void;
}

/**
 * Writes every sample of a data set to one file, from which `openPacked` reads the same samples, bit for bit, with
 * nothing to decode or to resize. The file is there whole or not at all.
 *
 * Images, and depth that is in millimetres, take as few bytes as hold every value exactly; other values four.
 *
 * @param source what the data set was opened from
 * @returns bytes of the file
 * @throws {DataError} if a sample cannot be read, or the file cannot be written.
 */
export async function packDataset(
  dataset: Dataset,
  source: DatasetSource,
  file: string,
  options: PackOptions = {},
): Promise<number> {
  const { workers } = options;
  const loader = createLoader(dataset, source, { ...(workers !== undefined && { workers }) });
  try {
    const state = "dir" in source ? await folderState(source.dir) : null;
    return await writeWhole(file, async (handle) => {
      for (let encodings = smallest(dataset); ; ) {
        const written = await writeRecords(handle, dataset, loader, encodings, options);
        if (written.misfit !== null) encodings = widened(dataset, encodings, written.misfit);
        else {
          const { name, width, height, tasks, intrinsics, notes } = dataset;
          const description: Description = {
            version: 1,
            ...{ name, width, height, tasks, state, encodings, splits: written.splits },
            ...(intrinsics && { intrinsics }),
            ...(notes && { notes }),
            source: "dir" in source ? { ...source, dir: resolve(source.dir) } : { ...source },
          };
          return written.end + (await writeAt(handle, written.end, foot(description)));
        }
      }
    });
  } finally {
    await loader.close();
  }
}

/** Writes head and records, until values do not fit their encoding. */
async function writeRecords(
  handle: FileHandle,
  dataset: Dataset,
  loader: Loader,
  encodings: readonly EncodingName[],
  { signal, onSample }: PackOptions,
): Promise<{ splits: Description["splits"]; end: number; misfit: number | null }> {
  const layout = layoutOf(dataset, encodings);
  if (layout === null) throw new TypeError(`expected encodings of ${dataset.name}; got ${encodings.join()}`);
  const splits = dataset.splits.map((name) => ({ name, samples: [] as { name: string; crc: number }[] }));
  const total = dataset.splits.reduce((sum, split) => sum + dataset.length(split), 0);
  const record = new Uint8Array(layout.bytes);
  let [done, end] = [0, await writeAt(handle, 0, head())];
  for (const { name: split, samples } of splits) {
    if (dataset.length(split) === 0) continue;
    for await (const sample of loader.batches(split, { batchSize: 1 })) {
      signal?.throwIfAborted();
      const misfit = encodeSample(sample, layout, record);
      if (misfit >= 0) return { splits, end, misfit };
      end += await writeAt(handle, end, record);
      samples.push({ name: sample.names[0]!, crc: crc32(record) });
      onSample?.(++done, total);
    }
  }
  return { splits, end, misfit: null };
}
