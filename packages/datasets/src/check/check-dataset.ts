import type { Batch } from "../batch/collate.ts";
import { readAhead } from "../batch/read-ahead.ts";
import { DataError } from "../data-error.ts";
import type { Dataset } from "../dataset.ts";
import { createLoader, type Loader } from "../loader/loader.ts";
import { ThreadError } from "../loader/threads.ts";
import type { Size } from "../sample.ts";
import type { DatasetSource } from "../source/open-dataset.ts";
import { ChannelMeter, type ChannelStatistics } from "./channel-statistics.ts";
import { TaskMeter, type TaskStatistics } from "./task-statistics.ts";

export interface CheckOptions {
  /** Threads that read samples; see `createLoader`. */
  readonly workers?: number;
  /** Called after each sample with how many are done, of how many. */
  readonly onSample?: (done: number, samples: number) => void;
  /** Called with each whole sample, in order. */
  readonly onWhole?: (split: string, index: number, sample: Batch) => void | Promise<void>;
}

/** A sample that cannot be used, and all that is wrong with its files. */
export interface BrokenSample {
  readonly index: number;
  readonly errors: readonly DataError[];
}

/** A size, and how many images have it. */
export interface SizeCount extends Size {
  readonly images: number;
}

/** What a split holds; statistics are those of the samples that are whole. */
export interface SplitCheck {
  readonly name: string;
  /** The broken ones included. */
  readonly samples: number;
  readonly broken: readonly BrokenSample[];
  /** Of the files, as far as they are known, else of the samples; the most frequent first. */
  readonly sizes: readonly SizeCount[];
  /** Red, green and blue, 0..1. */
  readonly image: readonly ChannelStatistics[];
  readonly tasks: Readonly<Record<string, TaskStatistics>>;
}

/**
 * Reads every sample of a data set once, several at a time, and keeps nothing of them but statistics.
 *
 * @param source what the data set was opened from
 * @throws {DataError} if a thread dies; broken files are part of the result.
 */
export async function checkDataset(
  dataset: Dataset,
  source: DatasetSource,
  options: CheckOptions = {},
): Promise<SplitCheck[]> {
  const { workers } = options;
  const loader = createLoader(dataset, source, { ...(workers !== undefined && { workers }) });
  try {
    const checks: SplitCheck[] = [];
    for (const split of dataset.splits)
      checks.push(await checkSplit(dataset, loader, split, checks, options));
    return checks;
  } finally {
    await loader.close();
  }
}

async function checkSplit(
  dataset: Dataset,
  loader: Loader,
  split: string,
  before: readonly SplitCheck[],
  { onSample, onWhole }: CheckOptions,
): Promise<SplitCheck> {
  const samples = dataset.length(split);
  const total = dataset.splits.reduce((sum, name) => sum + dataset.length(name), 0);
  let done = before.reduce((sum, check) => sum + check.samples, 0);
  const image = [0, 1, 2].map(() => new ChannelMeter());
  const tasks = dataset.tasks.map((task) => ({ name: task.name, meter: new TaskMeter(task) }));
  const broken: BrokenSample[] = [];
  const sizes = new Map<string, SizeCount>();
  const read = (index: number) => loader.sample(split, index).catch(brokenBy);
  let index = 0;
  for await (const sample of readAhead(0, samples, 2 * loader.workers + 2, read, "wait")) {
    if ("errors" in sample) broken.push({ index, ...sample });
    else {
      const [name] = sample.names;
      const pixels = sample.width * sample.height;
      countSize(sizes, sample.stored?.[0] ?? sample);
      for (const [c, meter] of image.entries())
        meter.add(sample.image.subarray(c * pixels, (c + 1) * pixels));
      for (const task of tasks) task.meter.add(name!, sample.targets[task.name]!);
      await onWhole?.(split, index, sample);
    }
    index++;
    onSample?.(++done, total);
  }
  return {
    ...{
      name: split,
      samples,
      broken,
      sizes: [...sizes.values()].sort((a, b) => b.images - a.images),
      image: image.map((meter) => meter.result()),
    },
    tasks: Object.fromEntries(tasks.map(({ name, meter }) => [name, meter.result()])),
  };
}

function countSize(sizes: Map<string, SizeCount>, { width, height }: Size): void {
  const key = `${width}x${height}`;
  sizes.set(key, { width, height, images: (sizes.get(key)?.images ?? 0) + 1 });
}

/** What a sample's files are refused for; any other failure goes through. */
function brokenBy(error: unknown): { readonly errors: readonly DataError[] } {
  if (!(error instanceof DataError) || error instanceof ThreadError) throw error;
  return { errors: [error, ...error.also] };
}
