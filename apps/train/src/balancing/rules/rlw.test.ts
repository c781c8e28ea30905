import { type RandomState, rlw } from "@equipoise/lsb";
import { describe, expect, test } from "vitest";
import { testDevice } from "../../testing/device.ts";
import { expectClose } from "../testing/expect-close.ts";
import { RuleOnDevice } from "../testing/rule-on-device.ts";
import { rlwRule } from "./rlw.ts";

const device = await testDevice();
const tasks = ["b", "c", "a"];
const step = { losses: { a: 1, b: 1, c: 1 }, after: {}, rate: 0, skip: false };
const pure = rlw();
const weightsOf = (own: RandomState) =>
  pure.step({ ...pure.init(tasks), own }, { losses: step.losses }).weights;

describe("the count of draws", () => {
  test.each([
    { what: "16 bits", draws: 2 ** 16 - 2 },
    { what: "the whole numbers of f32", draws: 2 ** 24 - 1 },
    { what: "31 bits", draws: 2 ** 31 - 1 },
  ])("goes on one by one beyond $what", async ({ draws }) => {
    const seed = 0xdead_beef;
    const onDevice = await RuleOnDevice.start(device, rlwRule(), { seed, draws }, tasks);
    const drawn = await onDevice.run([step, step, step, step]);
    for (const [i, weights] of drawn.entries())
      expectClose(weights, weightsOf({ seed, draws: draws + i }), 1e-6);
    expect(await onDevice.own()).toEqual({ seed, draws: draws + 4 });
    onDevice.dispose();
  });

  test("begins again at 2^32, as the draws do", async () => {
    const own = { seed: 1, draws: 2 ** 32 - 1 };
    const onDevice = await RuleOnDevice.start(device, rlwRule(), own, tasks);
    const drawn = await onDevice.run([step, step]);
    expectClose(drawn[0]!, weightsOf(own), 1e-6);
    expectClose(drawn[1]!, weightsOf({ seed: 1, draws: 2 ** 32 }), 1e-6);
    expect(await onDevice.own()).toEqual({ seed: 1, draws: 1 });
    onDevice.dispose();
  });
});

test("many deviates of one draw are those of the definition", async () => {
  const many = Array.from({ length: 2000 }, (_, k) => `${k}`);
  const losses = Object.fromEntries(many.map((task) => [task, 1]));
  const onDevice = await RuleOnDevice.start(device, rlwRule(), { seed: 3, draws: 0 }, many);
  const [weights] = await onDevice.run([{ ...step, losses }]);
  const of = rlw({ seed: 3 });
  expectClose(weights!, of.step(of.init(many), { losses }).weights, 2e-6);
  onDevice.dispose();
});

test.each([
  { what: "a word of 47, of 2^32: 6 standard deviations out", draws: 15_877_057 },
  { what: "a word 35 below 2^32: 0.0001 off the mean", draws: 843_107 },
])("a deviate as rare as $what is to the last digits", async ({ draws }) => {
  const own = { seed: 0, draws };
  const onDevice = await RuleOnDevice.start(device, rlwRule(), own, tasks);
  const two = { a: 1, b: 1, c: null };
  const [weights] = await onDevice.run([{ ...step, losses: two }]);
  expectClose(weights!, pure.step({ ...pure.init(tasks), own }, { losses: two }).weights, 1e-6);
  onDevice.dispose();
});
