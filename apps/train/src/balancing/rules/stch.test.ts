import { type StchOptions, stch } from "@equipoise/lsb";
import { expect, test } from "vitest";
import { testDevice } from "../../testing/device.ts";
import { expectClose } from "../testing/expect-close.ts";
import { RuleOnDevice } from "../testing/rule-on-device.ts";
import { stchRule } from "./stch.ts";

const device = await testDevice();
const tasks = ["depth", "constructor", "a"];

async function weigh(options: StchOptions, nadir: Record<string, number>, losses: Record<string, number>) {
  const onDevice = await RuleOnDevice.start(device, stchRule(options), { nadir }, tasks);
  const [weights] = await onDevice.run([{ losses, after: {}, rate: 0, skip: false }]);
  expect(await onDevice.own()).toEqual({ nadir });
  onDevice.dispose();
  const pure = stch(options);
  const expected = pure.step({ ...pure.init(tasks), own: { nadir } }, { losses }).weights;
  return { weights: weights!, expected };
}

test("a task whose nadir is not known stands beside the maximum", async () => {
  const { weights, expected } = await weigh({}, { a: 2, constructor: 1 }, { a: 1, constructor: 1, depth: 4 });
  expect(weights["depth"]).toBe(0.25);
  expectClose(weights, expected, 1e-6);
});

test("before any nadir is known the weights are one by the losses", async () => {
  const { weights } = await weigh({}, {}, { a: 0.5, constructor: 2, depth: 8 });
  expect(weights).toEqual({ a: 2, constructor: 0.5, depth: 0.125 });
});

test("a mu so small that all others are 0 leaves the worst task alone", async () => {
  const nadir = { a: 1, constructor: 1, depth: 1 };
  const { weights, expected } = await weigh({ mu: 1e-4 }, nadir, { a: 1e6, constructor: 1e-6, depth: 1 });
  expect(weights).toEqual({ a: Math.fround(3e-6), constructor: 0, depth: 0 });
  expectClose(weights, expected, 1e-6);
});

test("a small mu tells losses apart that are nearly alike", async () => {
  const nadir = { a: 1, constructor: 1, depth: 1 };
  const losses = { a: Math.fround(0.99995), constructor: Math.fround(0.9998), depth: 1 };
  const { weights, expected } = await weigh({ mu: 1e-4 }, nadir, losses);
  expectClose(weights, expected, 1e-6);
});
