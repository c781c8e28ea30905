import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testDevice } from "../testing/device.ts";
import { runLaunches } from "../testing/run-launches.ts";
import { integers } from "../testing/vectors.ts";
import { sortPairs } from "./sort-pairs.ts";
import { sumsBefore } from "./sums-before.ts";

const device = await testDevice();
const u32 = { keys: "u32", items: "u32" } as const;

/** The items in the order of their keys, as the device and as the host sort them. */
async function sorted(keys: Float64Array, bits: number) {
  const items = keys.map((_, i) => i);
  const plan = sortPairs("keys", "items", keys.length, bits);
  const made = await runLaunches(device, u32, plan.launches, { keys, items }, [plan.keys, plan.items]);
  const expected = [...items].sort((a, b) => keys[a]! - keys[b]!); // stable
  return {
    made: { keys: [...made[plan.keys]!], items: [...made[plan.items]!] },
    expected: { keys: expected.map((i) => keys[i]!), items: expected },
  };
}

describe("sortPairs", () => {
  test("any number of keys of any size are sorted, equal ones in their order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 1, max: 32 }),
        fc.integer(),
        async (size, bits, seed) => {
          const { made, expected } = await sorted(integers(size, 2 ** bits, seed), bits);
          expect(made).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  });

  test("so are many, in longer blocks", async () => {
    for (const [size, bits] of [
      [140_001, 9],
      [300_000, 20],
    ] as const) {
      const { made, expected } = await sorted(integers(size, 2 ** bits - 1, 7), bits);
      expect(made).toEqual(expected);
    }
  });
});

test("sumsBefore adds up what comes before", async () => {
  for (const size of [1, 128, 129, 20_000]) {
    const keys = integers(size, 1000, size);
    const launches = sumsBefore("keys", "y", size);
    const { y } = await runLaunches(device, u32, launches, { keys }, ["y"]);
    let sum = 0;
    expect(y).toEqual(keys.map((key) => (sum += key) - key));
  }
});
