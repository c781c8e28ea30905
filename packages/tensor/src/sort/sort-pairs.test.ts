import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tensor } from "../create.ts";
import { testDevice } from "../testing/device.ts";
import { runLaunches } from "../testing/run-launches.ts";
import { integers } from "../testing/vectors.ts";
import { sortPairs } from "./sort-pairs.ts";
import { sumsBefore } from "./sums-before.ts";

const device = await testDevice();

/** Where the pairs that the device sorted differ first from those that the host sorted; -1 if nowhere. */
async function firstWrong(values: Float64Array, bits: number) {
  using keys = tensor(device, Uint32Array.from(values), [values.length]);
  using items = tensor(
    device,
    Uint32Array.from(values, (_, i) => i),
    [values.length],
  );
  const plan = sortPairs("keys", "items", values.length, bits);
  const tensors = new Map([
    ["keys", keys.storage.retain()],
    ["items", items.storage.retain()],
  ]);
  device.launch("sort", plan.launches, tensors);
  const read = async (name: string) => [
    ...new Uint32Array(await device.read(tensors.get(name)!, 4 * values.length)),
  ];
  const [madeKeys, madeItems] = [await read(plan.keys), await read(plan.items)];
  for (const storage of tensors.values()) storage.release();
  const expected = [...values.keys()].sort((a, b) => values[a]! - values[b]!); // stable
  // The first that is wrong says enough: printing all of them takes minutes.
  return expected.findIndex((item, i) => madeItems[i] !== item || madeKeys[i] !== values[item]);
}

describe("sortPairs", () => {
  test("any number of keys of any size are sorted, equal ones in their order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 1, max: 32 }),
        fc.integer(),
        async (size, bits, seed) => {
          expect(await firstWrong(integers(size, 2 ** bits, seed), bits)).toBe(-1);
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
      expect(await firstWrong(integers(size, 2 ** bits - 1, 7), bits)).toBe(-1);
    }
  });
});

test("sumsBefore adds up what comes before", async () => {
  for (const size of [1, 128, 129, 20_000]) {
    const keys = integers(size, 1000, size);
    const launches = sumsBefore("keys", "y", size);
    const { y } = await runLaunches(device, { keys: "u32" }, launches, { keys }, ["y"]);
    let sum = 0;
    expect(y).toEqual(keys.map((key) => (sum += key) - key));
  }
});
