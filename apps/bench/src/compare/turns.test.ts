import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "../testing/command.ts";
import { testAdapter } from "../testing/device.ts";
import { MeasuringProcess } from "./measuring-process.ts";
import { inTurns } from "./turns.ts";

const worker = new URL("../../dist/worker.js", import.meta.url);
const processes: MeasuringProcess[] = [];
const start = (path = worker) => {
  const process = new MeasuringProcess(path);
  processes.push(process);
  return process;
};
const asked = { adapter: testAdapter, dtype: "f32" } as const;

beforeAll(build);
afterAll(() => {
  for (const process of processes) process.end();
});

test("two processes say what they can measure, and measure it in turns", async () => {
  const sides = [start(), start()] as const;
  for (const side of sides) {
    const { reason, provenance, selections } = await side.start({
      ...asked,
      filter: "sum dx, the first axis",
    });
    expect(reason).toMatch(/\S/);
    expect(provenance).toMatchObject({
      commit: expect.stringMatching(/^[0-9a-f]+\+?$/),
      node: process.version,
    });
    expect(selections).toEqual([
      [{ op: "sum", case: "the first axis of 1M elements", pass: "dx", dtype: "f32" }],
    ]);
  }
  const [here, there] = await inTurns(
    [
      { process: sides[0], selection: 0 },
      { process: sides[1], selection: 0 },
    ],
    0,
  );
  for (const timings of [here, there]) {
    expect(timings).toHaveLength(1);
    expect(timings[0]!.samples).toBe(4 * 3); // turns, and rounds of each at least
    expect(timings[0]!.ms).toBeGreaterThan(0);
  }
});

test("neither side always goes first, and each keeps its own samples", async () => {
  const asked: string[] = [];
  const note = async <T>(text: string, value: T): Promise<T> => {
    asked.push(text);
    return value;
  };
  const side = (name: string, ms: number) => ({
    selection: ms,
    process: {
      open: (selection: number) => note(`${name} opens ${selection}`, null),
      rounds: () => note(name, [[ms], [2 * ms, 2 * ms]]),
      close: () => note(`${name} closes`, null),
    },
  });
  const timings = await inTurns([side("here", 1), side("there", 5)], 1);
  expect(asked.slice(0, 2)).toEqual(["here opens 1", "there opens 5"]);
  expect(asked.slice(2, -2)).toEqual(["here", "there", "there", "here", "here", "there", "there", "here"]);
  expect(asked.slice(-2)).toEqual(["here closes", "there closes"]);
  expect(timings.map((rows) => rows.map(({ ms, samples }) => ({ ms, samples })))).toEqual([
    [
      { ms: 1, samples: 4 },
      { ms: 2, samples: 8 },
    ],
    [
      { ms: 5, samples: 4 },
      { ms: 10, samples: 8 },
    ],
  ]);
});

test("a process's refusal is this one's", async () => {
  await expect(start().start({ ...asked, filter: "conv7d" })).rejects.toThrow(
    expect.objectContaining({
      name: "UsageError",
      message: "bench: expected --filter with part of a row's name; got conv7d",
    }),
  );
});

test("a process that ends is not waited for, and its own word is told", async () => {
  const path = new URL("./no-such-worker.js", worker);
  await expect(start(path).start(asked)).rejects.toThrow(
    new Error(
      "bench: expected a process that measures; got one that ended with 1: " +
        `Error: Cannot find module '${fileURLToPath(path)}'`,
    ),
  );
});
