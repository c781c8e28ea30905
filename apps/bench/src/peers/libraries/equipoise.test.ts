import { expect, test } from "vitest";
import { valuesOf } from "../host-array.ts";
import type { Inputs, Library } from "../library.ts";
import { type Kind, works } from "../works.ts";
import { open, openEager } from "./equipoise.ts";

/** What two runs make. */
async function twice({ works: known }: Library, kind: Kind, inputs: Inputs) {
  const running = await known[kind]!(inputs);
  for (const _ of [1, 2]) await running.run();
  await running.finish();
  const results = await running.results();
  await running.dispose();
  return results;
}

/** Images of 8x8, products of 8x8x8; channels as they are. */
const smaller = (extent: number) => (extent >= 64 ? 8 : extent);

test("every kind of work gives the same bits captured and eager, and a train step changes its parameters", async () => {
  const [captured, eager] = [await open("", []), await openEager("", [])];
  const kinds = new Map(works.map((work) => [work.kind, work]));
  expect(Object.keys(captured.works).sort()).toEqual([...kinds.keys()].sort());
  for (const [kind, { inputs: full }] of kinds) {
    const inputs = Object.fromEntries(
      Object.entries(full).map(([name, input], i) => {
        return [name, valuesOf({ ...input, shape: input.shape.map(smaller) }, i)] as const;
      }),
    );
    const results = await twice(captured, kind, inputs);
    expect(results, kind).toEqual(await twice(eager, kind, inputs));
    for (const [name, { data }] of Object.entries(results)) {
      expect(data.every(Number.isFinite), `${kind} ${name}`).toBe(true);
      if (name in inputs) expect(data).not.toEqual(inputs[name]!.data);
    }
  }
});
