import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { expect, test } from "vitest";
import * as lsb from "./index.ts";
import { freeze } from "./testing/freeze.ts";
import { throughJson } from "./testing/trace.ts";

test("no function changes what it is given", () => {
  for (const balancer of [lsb.lossScaleBalancing(), lsb.equal(), lsb.fixed({ weights: { a: 1, b: 2 } })]) {
    let state = freeze(balancer.init(freeze(["a", "b"])));
    for (const losses of [{ a: 3 }, { a: 2, b: 5 }, { b: 4 }]) {
      const period = lsb.addStep(freeze(lsb.startPeriod(freeze(["a", "b"]))), freeze(losses));
      state = freeze(balancer.observe(state, freeze(lsb.periodMeans(freeze(period))))).state;
    }
    expect(state.period).toBe(4);
  }
});

test("a state does not change when it is observed twice", () => {
  const balancer = lsb.lossScaleBalancing();
  const state = balancer.observe(balancer.init(["a", "b"]), { a: 3, b: 1 }).state;
  expect(balancer.observe(state, { a: 2, b: 1 })).toEqual(
    balancer.observe(throughJson(state), { a: 2, b: 1 }),
  );
});

test("the package needs nothing but JavaScript: no import, no Node, no browser", async () => {
  const entry = fileURLToPath(new URL("./index.ts", import.meta.url));
  const bundle = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "lsb",
    platform: "neutral",
  });
  const use = `
    const balancer = lsb.lossScaleBalancing();
    const period = [{ a: 3 }, { a: 5, b: 8 }].reduce(lsb.addStep, lsb.startPeriod(["a", "b"]));
    const bargain = lsb.nashMtl({ normalize: false });
    const gram = lsb.gramMatrix({ a: [2, 0], b: [0, 0.5] });
    const step = bargain.step(bargain.init(["a", "b"]), { losses: { a: 1, b: 1 }, gram });
    JSON.stringify([
      balancer.observe(balancer.init(["a", "b"]), lsb.periodMeans(period)).record.weights,
      step.heads,
    ])`;
  // A new context has the language's own globals and no other.
  const result: unknown = runInContext(bundle.outputFiles[0]!.text + use, createContext({}));
  expect(result).toBe('[{"a":0.75,"b":0.375},{"a":0.5,"b":2}]');
});
