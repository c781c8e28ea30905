import { imtlL, uw } from "@equipoise/lsb";
import { expect, test } from "vitest";
import { testDevice } from "../../testing/device.ts";
import { expectClose } from "../testing/expect-close.ts";
import { RuleOnDevice } from "../testing/rule-on-device.ts";
import { imtlLRule } from "./imtl-l.ts";
import { uwRule } from "./uw.ts";

const device = await testDevice();
const tasks = ["b", "a"];
const step = { losses: { a: Math.fround(0.04), b: 30 }, after: {}, rate: Math.fround(0.05), skip: false };

test.each([
  { pure: uw(), rule: uwRule(), product: 1 / 2 },
  { pure: imtlL(), rule: imtlLRule(), product: 1 },
])("2000 steps of $pure.name lead to w L = $product, as in float64", async ({ pure, rule, product }) => {
  let state = pure.init(tasks);
  const onDevice = await RuleOnDevice.start(device, rule, state.own, tasks);
  const weights = await onDevice.run(Array.from({ length: 2000 }, () => step));
  for (const got of weights) {
    const stepped = pure.step(state, { losses: step.losses, learningRate: step.rate });
    expectClose(got, stepped.weights, 1e-5);
    state = stepped.state;
  }
  for (const [task, loss] of Object.entries(step.losses))
    expect(weights.at(-1)![task]! * loss).toBeCloseTo(product, 3);
  expect((await onDevice.own()).steps).toEqual({ a: 2000, b: 2000 });
  onDevice.dispose();
});
