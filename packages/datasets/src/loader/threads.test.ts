import { Worker } from "node:worker_threads";
import { describe, expect, it, vi } from "vitest";
import { refusal } from "../refusal.fixture.ts";
import { Threads } from "./threads.ts";

const source = { format: "rooms", width: 16, height: 12, train: 40 } as const;
const order = (number: number) => ({ split: "train", options: { batchSize: 1 }, number });

describe("Threads", () => {
  it("says in words that a thread has died, of all that it was asked for and everything later", async () => {
    const threads = new Threads(source, 2, { resourceLimits: { maxOldGenerationSizeMb: 2 } });
    const died =
      /^worker [12] of 2 of the loader: expected to go on until it is closed; got Worker terminated due to reaching memory limit: JS heap out of memory; use fewer workers or smaller batches, or give Node more memory \(NODE_OPTIONS=--max-old-space-size=MiB\)$/;
    const said = await Promise.all(
      [0, 1, 2, 3, 4, 5].map((number) => refusal(() => threads.read(order(number)))),
    );
    for (const words of said) expect(words).toMatch(died);
    expect(await refusal(() => threads.read(order(6)))).toBe(said[0]);
    await threads.close();
  });

  it("keeps the process alive until its threads have ended, though they may still answer", async () => {
    const unref = vi.spyOn(Worker.prototype, "unref");
    try {
      const threads = new Threads(source, 2);
      const [worker] = unref.mock.contexts;
      if (!(worker instanceof Worker)) throw new Error("expected a thread that keeps no process alive");
      const closed = threads.close();
      unref.mockClear();
      worker.emit("message", { id: 1, error: { kind: "other", message: "late", stack: "" } });
      await closed;
      expect(unref).not.toHaveBeenCalled();
    } finally {
      unref.mockRestore();
    }
  });

  it("keeps no process alive once a thread has died, though others are at work", async () => {
    /** What keeps this process alive of threads. */
    const ports = () => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
    const alive = ports();
    const unref = vi.spyOn(Worker.prototype, "unref");
    const threads = new Threads(source, 2);
    const [worker] = unref.mock.contexts;
    unref.mockRestore();
    if (!(worker instanceof Worker)) throw new Error("expected a thread that keeps no process alive");
    const readings = [0, 1, 2, 3].map((number) => refusal(() => threads.read(order(number))));
    expect(ports()).toBe(alive + 2);
    await worker.terminate();
    expect(await readings[3]).toMatch(/^worker 1 of 2 of the loader: /);
    expect(ports()).toBe(alive);
    await threads.close();
  });

  it("keeps the process alive for as long as it is being closed, and no longer", async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const threads = new Threads(source, 2);
    const before = timers();
    const closed = threads.close();
    expect(timers()).toBe(before + 1);
    await closed;
    expect(timers()).toBe(before);
  });

  it("fails what is under way when it is closed", async () => {
    const threads = new Threads(source, 1);
    const readings = [0, 1, 2].map((number) => threads.read(order(number)));
    const settled = Promise.allSettled(readings);
    await threads.close();
    for (const result of await settled)
      expect(result).toMatchObject({ status: "rejected", reason: { message: "the loader is closed" } });
  });
});
