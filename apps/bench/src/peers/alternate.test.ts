import { expect, test } from "vitest";
import { alternate } from "./alternate.ts";
import type { LibraryProcess } from "./library-process.ts";
import type { Peer } from "./peers.ts";

/** Processes that take so many milliseconds a run, and fail at their so-manieth request. */
function fakes(libraries: Record<string, { ms: number; failsAt?: number }>) {
  const asked: string[] = [];
  const processes = Object.entries(libraries).map(([name, { ms, failsAt }]) => {
    let requests = 0;
    const ask = async ({ runs }: { runs: number }) => {
      asked.push(`${name} ${runs}`);
      if (++requests === failsAt) throw new Error("broke");
      return { ms };
    };
    const peer: Peer = { name, role: "trains", dawn: true };
    return [peer, { ask } as unknown as LibraryProcess] as const;
  });
  return { asked, processes: new Map(processes) };
}

const named = (outcomes: Awaited<ReturnType<typeof alternate>>) => ({
  given: Object.fromEntries([...outcomes.given].map(([{ name }, samples]) => [name, samples])),
  failed: Object.fromEntries([...outcomes.failed].map(([{ name }, why]) => [name, why])),
});

test("takes turns after a warm-up, each as often the first, with as many runs", async () => {
  const { asked, processes } = fakes({ a: { ms: 100 }, b: { ms: 50 }, c: { ms: 180 } });
  const outcomes = await alternate(processes, 3);
  expect(asked.slice(0, 9)).toEqual(["a 1", "a 1", "a 1", "b 1", "b 1", "b 1", "c 1", "c 1", "c 1"]);
  expect(asked.slice(9)).toEqual(["a 5", "b 5", "c 5", "b 5", "c 5", "a 5", "c 5", "a 5", "b 5"]);
  expect(named(outcomes)).toEqual({
    given: { a: [100, 100, 100], b: [50, 50, 50], c: [180, 180, 180] },
    failed: {},
  });
});

test("goes on without a library that fails, while warm or later", async () => {
  const { asked, processes } = fakes({
    a: { ms: 1, failsAt: 2 },
    b: { ms: 1000 },
    c: { ms: 1000, failsAt: 5 },
  });
  const outcomes = await alternate(processes, 3);
  expect(named(outcomes)).toEqual({ given: { b: [1000, 1000, 1000] }, failed: { a: "broke", c: "broke" } });
  expect(asked.filter((request) => request.startsWith("a"))).toEqual(["a 1", "a 1"]);
});

test.each([
  ["enough for the fastest", { a: 50, b: 100 }, 5],
  ["not too many for the slowest", { a: 50, b: 500 }, 2],
  ["a hundred of a fast work", { a: 0.01, b: 0.02 }, 100],
  ["one of a slow work", { a: 5000, b: 3000 }, 1],
])("does %s", async (_, { a, b }, runs) => {
  const { asked, processes } = fakes({ a: { ms: a }, b: { ms: b } });
  await alternate(processes, 1);
  expect(asked.at(-1)).toBe(`b ${runs}`);
});

test("gives nothing of none", async () => {
  expect(named(await alternate(new Map(), 3))).toEqual({ given: {}, failed: {} });
});
