import { stchPlain } from "@equipoise/lsb";
import { expect, test } from "vitest";
import { testDevice } from "../../testing/device.ts";
import { expectClose } from "../testing/expect-close.ts";
import { RuleOnDevice } from "../testing/rule-on-device.ts";
import { stchPlainRule } from "./stch-plain.ts";

const device = await testDevice();
const tasks = ["b", "c", "a"];

test.each([
  { what: "losses", ideal: undefined, losses: { a: 1e6, b: 1e6 + 0.5, c: 1e6 - 2 } },
  { what: "ideals", ideal: { a: -1e6, b: -1e6 - 0.5, c: -1e6 + 2 }, losses: { a: 1, b: 2, c: 1.5 } },
])("$what are told apart however large they are", async ({ ideal, losses }) => {
  const pure = stchPlain({ ideal });
  const state = pure.init(tasks);
  const onDevice = await RuleOnDevice.start(device, stchPlainRule({ ideal }), state.own, tasks);
  const [weights] = await onDevice.run([{ losses, after: {}, rate: 0, skip: false }]);
  expectClose(weights!, pure.step(state, { losses }).weights, 1e-6);
  expect(await onDevice.own()).toEqual({
    a: Math.fround(1 / 3),
    b: Math.fround(1 / 3),
    c: Math.fround(1 / 3),
  });
  onDevice.dispose();
});
