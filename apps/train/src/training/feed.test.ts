import { setTimeout as wait } from "node:timers/promises";
import { type Batch, batches, rooms } from "@equipoise/datasets";
import { expect, test } from "vitest";
import { Feed } from "./feed.ts";

const dataset = rooms({ train: 4, width: 4, height: 3 });

/** Batches of one sample each, handed out after so many milliseconds. */
const slow = (milliseconds: number) => {
  const fast = batches(dataset, "train", { batchSize: 1 });
  return {
    length: fast.length,
    async *[Symbol.asyncIterator](): AsyncGenerator<Batch> {
      for await (const batch of fast) {
        await wait(milliseconds);
        yield batch;
      }
    },
  };
};

test("counts the time from the end of the device's work to the batch", async () => {
  const feed = new Feed(slow(80), 1000);
  await feed.next(wait(20));
  expect(feed.waited).toBeGreaterThan(1040);
  expect(feed.waited).toBeLessThan(1080);
});

test("counts nothing while the device is at work", async () => {
  const feed = new Feed(slow(10));
  for (let i = 0; i < 3; i++) await feed.next(wait(60));
  expect(feed.waited).toBeLessThan(10);
});

test("hands out batches in their order, then no more", async () => {
  const feed = new Feed(slow(0));
  const work = Promise.resolve();
  for (let i = 0; i < 4; i++) expect((await feed.next(work)).names).toEqual([`train/${i}`]);
  await expect(feed.next(work)).rejects.toThrow("expected a batch; got the end of the run's data");
});

test("fails with the device", async () => {
  const feed = new Feed(slow(20));
  await expect(feed.next(Promise.reject(new Error("lost")))).rejects.toThrow(new Error("lost"));
});
