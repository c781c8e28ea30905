import { EventEmitter, once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { type Batch, batches, rooms } from "@equipoise/datasets";
import { expect, test, vi } from "vitest";
import { Feed } from "./feed.ts";

const dataset = rooms({ train: 4, width: 4, height: 3 });

/** Batches of one sample each. */
const fast = () => batches(dataset, "train", { batchSize: 1 });

/** Milliseconds that a feed has waited for a batch that is there at one moment, for work that is done at another. */
async function waitedFor(moments: { readonly batch: number; readonly work: number }): Promise<number> {
  const { value } = await fast()[Symbol.asyncIterator]().next();
  const events = new EventEmitter();
  const clock = vi.spyOn(performance, "now").mockReturnValue(0);
  const stream = {
    length: 4,
    async *[Symbol.asyncIterator](): AsyncGenerator<Batch> {
      await once(events, "batch");
      yield value;
    },
  };
  try {
    const feed = new Feed(stream, 1000);
    const next = feed.next(once(events, "work").then(() => {}));
    for (const [name, moment] of Object.entries(moments).sort(([, a], [, b]) => a - b)) {
      clock.mockReturnValue(moment);
      events.emit(name);
      await setImmediate();
    }
    await next;
    return feed.waited - 1000;
  } finally {
    clock.mockRestore();
  }
}

test("counts the time from the end of the device's work to the batch, and none while it is at work", async () => {
  expect(await waitedFor({ work: 20, batch: 80 })).toBe(60);
  expect(await waitedFor({ work: 60, batch: 10 })).toBe(0);
});

test("hands out batches in their order, then no more", async () => {
  const feed = new Feed(fast());
  const work = Promise.resolve();
  for (let i = 0; i < 4; i++) expect((await feed.next(work)).names).toEqual([`train/${i}`]);
  await expect(feed.next(work)).rejects.toThrow("expected a batch; got the end of the run's data");
});

test("fails with the device", async () => {
  const feed = new Feed(fast());
  await expect(feed.next(Promise.reject(new Error("lost")))).rejects.toThrow(new Error("lost"));
});
