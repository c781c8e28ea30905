import { famo } from "@equipoise/lsb";
import { expect, test } from "vitest";
import { testDevice } from "../../testing/device.ts";
import { RuleOnDevice } from "../testing/rule-on-device.ts";
import { famoRule } from "./famo.ts";

const device = await testDevice();
const tasks = ["b", "a"];
const losses = { a: 3, b: 5 };

test.each([1e-2, 1e-4, 1e-6])(
  "losses that fall by %s of themselves move the logits by that",
  async (part) => {
    // By so large an epsilon a step of Adam is in proportion to the gradient.
    const options = { epsilon: 1e3, weightDecay: 0, learningRate: 1 };
    const after = { a: Math.fround(3 * (1 - part)), b: Math.fround(5 * (1 + part)) };
    const pure = famo(options);
    const stepped = pure.step(pure.init(tasks), { losses });
    const want = pure.after(stepped.state, after).own.logits.values;
    const onDevice = await RuleOnDevice.start(device, famoRule(options), pure.init(tasks).own, tasks);
    await onDevice.run([{ losses, after, rate: 1, skip: false }]);
    const got = (await onDevice.own()).logits.values;
    for (const task of tasks) expect(Math.abs(got[task]! / want[task]! - 1)).toBeLessThan(1e-6);
    onDevice.dispose();
  },
);

test("a task without a label does not count, however large its logit is", async () => {
  const { own } = famo().init(tasks);
  const far = { ...own, logits: { ...own.logits, values: { a: 0, b: 500 } } };
  const onDevice = await RuleOnDevice.start(device, famoRule(), far, tasks);
  const step = { losses: { a: 3, b: null }, after: { a: 2, b: null }, rate: 1, skip: false };
  expect(await onDevice.run([step])).toEqual([{ a: 1, b: 0 }]);
  expect(await onDevice.own()).toEqual({ ...far, logits: { ...far.logits, steps: { a: 1, b: 0 } } });
  onDevice.dispose();
});
