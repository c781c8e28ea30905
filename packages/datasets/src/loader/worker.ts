import { parentPort, workerData } from "node:worker_threads";
import { type BatchReader, batchReader } from "../batch/batch-reader.ts";
import type { Batch } from "../batch/collate.ts";
import { type DatasetSource, openDataset } from "../source/open-dataset.ts";
import type { LoadOptions, Reply, Request } from "./messages.ts";
import { pack } from "./portable-error.ts";
import { withAugmentation } from "./with-augmentation.ts";

// A thread of a loader: opens the data that it is told of, and makes the batches that it is asked for.

const source: DatasetSource = workerData;
const dataset = openDataset(source);
// Reported with the batches that cannot be made for it.
dataset.catch(() => {});

/** A loop's reader remembers the order of its epoch. */
const readers = new Map<string, BatchReader>();

async function readerOf(split: string, options: LoadOptions): Promise<BatchReader> {
  const key = JSON.stringify([split, options]);
  const reader = readers.get(key) ?? batchReader(await dataset, split, withAugmentation(options));
  readers.set(key, reader);
  return reader;
}

async function answer({ id, split, options, number }: Request): Promise<Reply> {
  try {
    return { id, batch: await (await readerOf(split, options)).read(number) };
  } catch (error) {
    return { id, error: pack(error) };
  }
}

/** The memory of a batch's arrays. */
function memoryOf({ image, targets }: Batch): ArrayBuffer[] {
  const arrays: ArrayBufferView[] = [image];
  for (const target of Object.values(targets))
    if (target.kind === "classes") arrays.push(target.labels);
    else arrays.push(target.values, target.mask);
  return arrays.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : []));
}

parentPort?.on("message", async (request: Request) => {
  const reply = await answer(request);
  parentPort?.postMessage(reply, "batch" in reply ? memoryOf(reply.batch) : []);
});
