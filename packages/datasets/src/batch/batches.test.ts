import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { augmentation } from "../augment/augmentation.ts";
import { DataError } from "../data-error.ts";
import type { Dataset } from "../dataset.ts";
import { seeded } from "../random.ts";
import { refusal } from "../refusal.fixture.ts";
import { resizeSample } from "../resize/resize-sample.ts";
import { countingSample } from "../sample.fixture.ts";
import { batches } from "./batches.ts";
import type { Batch } from "./collate.ts";
import { epochOrder } from "./order.ts";
import { imagenet, standardise } from "./standardise.ts";

interface Watched extends Dataset {
  /** Indexes asked for, in order. */
  readonly asked: number[];
  /** Samples being read at this moment, and the most there have been. */
  readonly reading: { now: number; most: number };
}

/** A data set that writes down what is asked of it, and fails at one index. */
function watched(length: number, failAt = -1): Watched {
  const asked: number[] = [];
  const reading = { now: 0, most: 0 };
  return {
    name: "watched",
    width: 4,
    height: 3,
    tasks: [],
    splits: ["train"],
    asked,
    reading,
    length: () => length,
    async sample(split, index) {
      asked.push(index);
      reading.most = Math.max(reading.most, ++reading.now);
      await new Promise((resolve) => setImmediate(resolve));
      reading.now--;
      if (index === failAt) throw new DataError("file 3", { expected: "a picture", got: "none" });
      return countingSample({ width: 4, height: 3 }, `${split}/${index}`);
    },
  };
}

async function all(stream: AsyncIterable<Batch>): Promise<Batch[]> {
  const out: Batch[] = [];
  for await (const batch of stream) out.push(batch);
  return out;
}

const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe("batches", () => {
  it("walks the epoch's order, full batches first", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(9),
        fc.boolean(),
        fc.boolean(),
        async (length, batchSize, epoch, shuffle, dropLast) => {
          fc.pre(!dropLast || batchSize <= length);
          const stream = batches(watched(length), "train", { batchSize, seed: 5, epoch, shuffle, dropLast });
          const got = await all(stream);
          const order = epochOrder(length, { seed: 5, epoch, shuffle });
          const kept = dropLast ? order.slice(0, length - (length % batchSize)) : order;
          expect(got.flatMap(({ names }) => names)).toEqual(kept.map((i) => `train/${i}`));
          expect(got.length).toBe(stream.length);
          expect(got.slice(0, -1).every(({ size }) => size === batchSize)).toBe(true);
          expect(got.at(-1)!.size).toBe(
            dropLast || length % batchSize === 0 ? batchSize : length % batchSize,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it("starts the same epoch again in every loop", async () => {
    const stream = batches(watched(7), "train", {
      batchSize: 2,
      seed: 1,
      shuffle: true,
      augment: augmentation(),
    });
    expect(await all(stream)).toEqual(await all(stream));
  });

  it("goes on from epoch to epoch, and leaves out in front what it is told to, unread", async () => {
    const options = { batchSize: 2, seed: 1, shuffle: true, augment: augmentation() };
    const epochs = await Promise.all(
      [4, 5, 6].map((epoch) => all(batches(watched(5), "train", { ...options, epoch }))),
    );
    const stream = batches(watched(5), "train", { ...options, epoch: 4, epochs: 3 });
    expect(stream.length).toBe(3);
    expect(await all(stream)).toEqual(epochs.flat());
    const dataset = watched(5);
    const rest = batches(dataset, "train", { ...options, epoch: 4, epochs: 3, skip: 5 });
    expect(rest.length).toBe(3);
    expect(await all(rest)).toEqual(epochs.flat().slice(5));
    expect(dataset.asked.length).toBe(1 + 5);
    expect(await all(batches(dataset, "train", { ...options, skip: 3 }))).toEqual([]);
    expect(dataset.asked.length).toBe(1 + 5);
  });

  it("standardises last of all", async () => {
    const options = { batchSize: 2, augment: augmentation() };
    const [plain] = await all(batches(watched(2), "train", options));
    const [done] = await all(batches(watched(2), "train", { ...options, standardise: imagenet }));
    expect(done!.image).toEqual(standardise(plain!.image, plain!, imagenet));
  });

  it("augments by (seed, epoch, index), in whatever batch a sample lands", async () => {
    const images = async (options: {
      batchSize: number;
      seed?: number;
      epoch?: number;
      shuffle?: boolean;
    }) => {
      const got = await all(batches(watched(6), "train", { augment: augmentation(), ...options }));
      const pixels = 3 * 4 * 3;
      return new Map(
        got.flatMap(({ names, image }) =>
          names.map((name, i) => [name, image.slice(i * pixels, (i + 1) * pixels).join()] as const),
        ),
      );
    };
    const plain = await images({ batchSize: 2 });
    const shuffled = await images({ batchSize: 4, shuffle: true });
    for (const [name, image] of plain) expect(shuffled.get(name)).toBe(image);
    expect([...(await images({ batchSize: 2, epoch: 1 })).values()]).not.toEqual([...plain.values()]);
    expect([...(await images({ batchSize: 2, seed: 1 })).values()]).not.toEqual([...plain.values()]);
    const first = augmentation()(countingSample({ width: 4, height: 3 }), seeded("augment", 0, 0, 0));
    expect(plain.get("train/0")).toBe(first.image.join());
  });

  it("resizes before it augments", async () => {
    const size = { width: 8, height: 5 };
    const sizes: string[] = [];
    const [batch] = await all(
      batches(watched(1), "train", {
        batchSize: 1,
        size,
        augment: (sample) => {
          sizes.push(`${sample.width}x${sample.height}`);
          return sample;
        },
      }),
    );
    expect(sizes).toEqual(["8x5"]);
    expect(batch!.image).toEqual(resizeSample(countingSample({ width: 4, height: 3 }), size).image);
  });

  it("reads one batch ahead, and no more", async () => {
    const dataset = watched(9);
    const stream = batches(dataset, "train", { batchSize: 2 })[Symbol.asyncIterator]();
    await stream.next();
    await turns(20);
    expect(dataset.asked).toEqual([0, 1, 2, 3]);
    await stream.next();
    await turns(20);
    expect(dataset.asked).toEqual([0, 1, 2, 3, 4, 5]);
    await stream.return?.();
  });

  it("reads at most eight samples at once", async () => {
    const dataset = watched(30);
    await all(batches(dataset, "train", { batchSize: 30 }));
    expect(dataset.reading.most).toBe(8);
  });

  it("leaves nothing running when a loop is left", async () => {
    const dataset = watched(40);
    for await (const batch of batches(dataset, "train", { batchSize: 10 })) {
      expect(batch.size).toBe(10);
      break;
    }
    expect(dataset.reading.now).toBe(0);
    const asked = dataset.asked.length;
    await turns(20);
    expect(dataset.asked.length).toBe(asked);
  });

  it("reports a failure in its turn, after the batches before it", async () => {
    const got: string[] = [];
    const run = async () => {
      for await (const batch of batches(watched(8, 3), "train", { batchSize: 2 })) {
        got.push(...batch.names);
        await turns(20);
      }
    };
    expect(await refusal(run)).toBe("file 3: expected a picture; got none");
    expect(got).toEqual(["train/0", "train/1"]);
  });

  it("reports the first failure of a batch in its order, though a later sample fails sooner", async () => {
    const dataset = watched(9, 8);
    const slow: Dataset = {
      ...dataset,
      async sample(split, index) {
        if (index !== 1) return dataset.sample(split, index);
        await turns(9);
        throw new DataError("file 1", { expected: "a picture", got: "none" });
      },
    };
    expect(await refusal(() => all(batches(slow, "train", { batchSize: 9 })))).toBe(
      "file 1: expected a picture; got none",
    );
  });

  it("starts no further sample after a failure", async () => {
    const dataset = watched(100, 3);
    expect(await refusal(() => all(batches(dataset, "train", { batchSize: 100 })))).toBe(
      "file 3: expected a picture; got none",
    );
    expect(dataset.reading.now).toBe(0);
    expect(dataset.asked.length).toBeLessThan(30);
  });

  it.each([
    [
      3,
      { batchSize: 8, dropLast: true },
      "batches: expected split train of watched to hold at least one batch of 8; got 3; lower batchSize or set dropLast to false",
    ],
    [0, { batchSize: 8 }, "batches: expected split train of watched to hold at least 1 sample; got 0"],
    [
      0,
      { batchSize: 8, dropLast: true },
      "batches: expected split train of watched to hold at least one batch of 8; got 0",
    ],
    [3, { batchSize: 0 }, "batches: expected batchSize to be an integer >= 1; got 0"],
    [3, { batchSize: 1.5 }, "batches: expected batchSize to be an integer >= 1; got 1.5"],
    [3, { batchSize: 1, skip: -1 }, "batches: expected skip to be an integer >= 0; got -1"],
    [3, { batchSize: 1, epochs: 0 }, "batches: expected epochs to be an integer 1..4294967296; got 0"],
    [
      3,
      { batchSize: 1, epoch: 2 ** 32 - 2, epochs: 3 },
      "batches: expected epochs to be an integer 1..2; got 3",
    ],
    [3, { batchSize: 1, seed: -1 }, "batches: expected seed to be an integer 0..4294967295; got -1"],
    [3, { batchSize: 1, epoch: 0.5 }, "batches: expected epoch to be an integer 0..4294967295; got 0.5"],
  ])("refuses %i samples with %o", async (length, options, message) => {
    expect(await refusal(() => batches(watched(length), "train", options))).toBe(message);
  });
});
