import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { afterAll, describe, expect, it, vi } from "vitest";
import { batches } from "../batch/batches.ts";
import type { Batch } from "../batch/collate.ts";
import { imagenet } from "../batch/standardise.ts";
import { DataError } from "../data-error.ts";
import { put, tinyFolder } from "../folder/folder.fixture.ts";
import { refusal } from "../refusal.fixture.ts";
import { type DatasetSource, openDataset } from "../source/open-dataset.ts";
import { createLoader, defaultWorkers, type Loader } from "./loader.ts";
import { withAugmentation } from "./with-augmentation.ts";

const source = { format: "rooms", seed: 2, width: 16, height: 12, train: 11, val: 3 } as const;
const options = {
  batchSize: 4,
  seed: 7,
  epoch: 3,
  epochs: 3,
  shuffle: true,
  size: { width: 14, height: 10 },
  augment: { rotation: 10, colour: { brightness: 0.2, contrast: 0.2, saturation: 0.2, hue: 0.1 } },
  standardise: imagenet,
};

const loaders = new Map<string, Loader>();
/** Threads take time to start: tests share those of the same data. */
const open = async (from: DatasetSource, threads: number): Promise<Loader> => {
  const key = JSON.stringify([from, threads]);
  const loader = loaders.get(key) ?? createLoader(await openDataset(from), from, { workers: threads });
  loaders.set(key, loader);
  return loader;
};
afterAll(() => Promise.all([...loaders.values()].map((loader) => loader.close())));

async function all(stream: AsyncIterable<Batch>): Promise<Batch[]> {
  const out: Batch[] = [];
  for await (const batch of stream) out.push(batch);
  return out;
}

/** Threads of this process. */
const running = (): number => {
  const report: { workers: unknown[] } = Object(process.report.getReport());
  return report.workers.length;
};

describe("createLoader", () => {
  it("gives the same batches, to the bit, whatever the number of threads", async () => {
    const dataset = await openDataset(source);
    const alone = await all(batches(dataset, "train", withAugmentation(options)));
    expect(alone.map(({ size }) => size)).toEqual([4, 4, 3, 4, 4, 3, 4, 4, 3]);
    for (const threads of [0, 1, 2])
      expect(await all((await open(source, threads)).batches("train", options))).toEqual(alone);
  });

  it("goes on where a loop was left, in the middle of an epoch", async () => {
    const loader = await open(source, 2);
    const whole = await all(loader.batches("train", options));
    expect(await all(loader.batches("train", { ...options, skip: 4 }))).toEqual(whole.slice(4));
    expect(await all(loader.batches("train", { ...options, epochs: 1, skip: 3 }))).toEqual([]);
  });

  it("serves two loops at once", async () => {
    const loader = await open(source, 2);
    const train = loader.batches("train", options)[Symbol.asyncIterator]();
    const first = await train.next();
    const val = await all(loader.batches("val", { batchSize: 2 }));
    expect(val.flatMap(({ names }) => names)).toEqual(["val/0", "val/1", "val/2"]);
    const rest = [first.value!];
    for (let step = await train.next(); !step.done; step = await train.next()) rest.push(step.value);
    expect(rest).toEqual(await all(loader.batches("train", options)));
  });

  it("says how many batches an epoch has, and takes the options of batches", async () => {
    const loader = await open(source, 2);
    expect(loader.batches("train", { ...options, skip: 2 }).length).toBe(3);
    for (const refused of [
      { batchSize: 0 },
      { batchSize: 99, dropLast: true },
      { batchSize: 1, augment: { flip: 2 } },
    ]) {
      const dataset = await openDataset(source);
      const message = await refusal(() => batches(dataset, "train", withAugmentation(refused)));
      expect(await refusal(() => loader.batches("train", refused))).toBe(message);
    }
  });

  it("reports broken data in the same words, after the same batches, whatever the number of threads", async () => {
    const dir = await tinyFolder();
    const from = { format: "folder", dir } as const;
    const dataset = await openDataset(from);
    const length = dataset.length("train");
    expect(length).toBeGreaterThan(1);
    const { name } = await dataset.sample("train", length - 1);
    await put(dir, `train/depth/${name.slice("train/".length)}.png`, "no picture");
    const seen = await Promise.all(
      [0, 1, 2].map(async (threads) => {
        const names: string[] = [];
        try {
          const loader = await open(from, threads);
          for await (const batch of loader.batches("train", { batchSize: 1 })) names.push(...batch.names);
        } catch (error) {
          if (!(error instanceof DataError)) throw error;
          const { message, subject, position, expected, got, cure } = error;
          return { names, message, subject, position, expected, got, cure };
        }
        return { names };
      }),
    );
    expect(seen[0]).toMatchObject({ subject: join(dir, `train/depth/${name.slice(6)}.png`) });
    expect(seen[0]!.names).toHaveLength(length - 1);
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });

  it("reports data that are gone when its threads open them", async () => {
    const dir = await tinyFolder();
    const from = { format: "folder", dir } as const;
    const dataset = await openDataset(from);
    await rm(dir, { recursive: true });
    const loader = createLoader(dataset, from, { workers: 1 });
    const said = await refusal(() => all(loader.batches("train", { batchSize: 1 })));
    await loader.close();
    expect(said).toBe(
      `${join(dir, "dataset.json")}: expected a description of the data set; got nothing there; ` +
        "name a folder that holds a dataset.json",
    );
  });

  it("keeps no process alive before a loop or when one is left, and no thread once it is closed", async () => {
    const before = running();
    /** What keeps this process alive of threads. */
    const ports = () => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
    const alive = ports();
    const loader = createLoader(await openDataset(source), source, { workers: 2 });
    while (ports() > alive) await wait(5);
    for await (const batch of loader.batches("train", options)) if (batch.size > 0) break;
    expect(running()).toBe(before + 2);
    while (ports() > alive) await wait(5);
    await loader.close();
    expect(running()).toBe(before);
    await expect(all(loader.batches("train", options))).rejects.toThrow(new Error("the loader is closed"));
  });

  it("asks each thread for two batches at once", async () => {
    const loader = await open(source, 2);
    const asked = vi.spyOn(Worker.prototype, "postMessage");
    try {
      const stream = loader.batches("train", options)[Symbol.asyncIterator]();
      const first = stream.next();
      expect(asked.mock.contexts.map((worker) => asked.mock.contexts.indexOf(worker))).toEqual([0, 1, 0, 1]);
      await first;
    } finally {
      asked.mockRestore();
    }
  });

  it("shares out among the threads what may be kept in memory", async () => {
    const dir = await tinyFolder();
    // A sample of 6x4 pixels takes 216 bytes.
    const from = { format: "folder", dir, cacheBytes: 300 } as const;
    const whole = new Set<number>();
    for (const threads of [1, 2]) {
      const loader = createLoader(await openDataset(from), from, { workers: threads });
      const [first] = await Promise.all([0, 1, 2, 3].map(() => loader.sample("val", 0)));
      const file = join(dir, "val/depth/d.png");
      const bytes = await readFile(file);
      await put(dir, "val/depth/d.png", "no picture");
      const again = await Promise.allSettled([0, 1].map(() => loader.sample("val", 0)));
      await put(dir, "val/depth/d.png", bytes);
      await loader.close();
      for (const result of again)
        if (result.status === "fulfilled") {
          expect(result.value).toEqual(first);
          whole.add(threads);
        }
    }
    expect([...whole]).toEqual([1]);
  });

  it("refuses a number of threads that is none", async () => {
    const dataset = await openDataset(source);
    expect(await refusal(() => createLoader(dataset, source, { workers: -1 }))).toBe(
      "createLoader: expected workers to be an integer 0..64; got -1",
    );
  });

  it("takes a thread for each core but one", () => {
    expect([1, 2, 4, 9, 64].map((cores) => defaultWorkers(cores))).toEqual([1, 1, 3, 8, 8]);
  });
});
