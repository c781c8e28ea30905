import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { readArray, writeArray } from "./host-array.ts";
import { LibraryProcess } from "./library-process.ts";
import { fakeLibrary } from "./testing/fake-command.ts";

const { folder, command } = fakeLibrary();
const started: LibraryProcess[] = [];
afterEach(() => {
  for (const process of started.splice(0)) process.end();
});

async function start(behaviour: string, patienceMs?: number) {
  const launched = await LibraryProcess.start(command(behaviour), process.env, patienceMs);
  started.push(launched.process);
  return launched;
}

const inputs = () => ({
  a: writeArray(join(folder, "a"), { shape: [3], data: Float32Array.of(1, 2, 4) }),
  p: writeArray(join(folder, "p"), { shape: [1], data: Float32Array.of(10) }),
});

describe("a library's process", () => {
  test("greets with what it is and can do", async () => {
    const { hello } = await start("right");
    expect(hello).toEqual({
      version: "1.0",
      adapter: "fake adapter",
      kinds: { sum: "adds on its fingers" },
    });
  });

  test("runs what was prepared, whatever it prints in between", async () => {
    const { process } = await start("right");
    await process.ask({ ask: "prepare", kind: "sum", inputs: inputs() });
    const first = await process.ask({ ask: "results", folder });
    expect(readArray(first["y"]!)).toEqual({ shape: [], data: Float32Array.of(7) });
    const { ms } = await process.ask({ ask: "sample", runs: 3 });
    expect(ms).toBeGreaterThanOrEqual(0);
    // One run for each of the results, and three of the sample.
    const second = await process.ask({ ask: "results", folder });
    expect(readArray(second["p"]!)).toEqual({ shape: [1], data: Float32Array.of(10 - 5 * 7) });
  });

  test("starts from the inputs when it is prepared again", async () => {
    const { process } = await start("right");
    for (const _ of [1, 2]) {
      await process.ask({ ask: "prepare", kind: "sum", inputs: inputs() });
      const made = await process.ask({ ask: "results", folder });
      expect(readArray(made["p"]!).data[0]).toBe(3);
    }
  });
});

describe("what goes wrong", () => {
  test("is the library's own word, and no end of its process", async () => {
    const { process } = await start("throws");
    const sample = () => process.ask({ ask: "sample", runs: 1 });
    await expect(sample()).rejects.toThrow(new Error("sample: expected a work to be prepared"));
    await expect(process.ask({ ask: "prepare", kind: "matmul", inputs: {} })).rejects.toThrow(
      new Error("prepare: expected sum; got matmul"),
    );
    await process.ask({ ask: "prepare", kind: "sum", inputs: inputs() });
    await expect(sample()).rejects.toThrow(new Error("out of fingers"));
    expect(process.alive).toBe(true);
  });

  test("a library that cannot be opened", async () => {
    await expect(start("refuses")).rejects.toThrow(new Error("no fingers on this machine"));
  });

  test("a process that ends, with the error that it printed", async () => {
    const { process } = await start("dies");
    await process.ask({ ask: "prepare", kind: "sum", inputs: inputs() });
    await expect(process.ask({ ask: "sample", runs: 1 })).rejects.toThrow(
      new Error("its process ended: TypeError: a finger broke"),
    );
    expect(process.alive).toBe(false);
  });

  test("a process that gives no answer", async () => {
    const { process } = await start("hangs", 2000);
    await process.ask({ ask: "prepare", kind: "sum", inputs: inputs() });
    await expect(process.ask({ ask: "sample", runs: 1 })).rejects.toThrow(new Error("no answer in 2 s"));
  });

  test("a command that there is not", async () => {
    await expect(LibraryProcess.start([join(folder, "nothing")])).rejects.toThrow(
      new Error(`its process ended: spawn ${join(folder, "nothing")} ENOENT`),
    );
  });
});
