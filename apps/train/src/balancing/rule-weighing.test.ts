import { famo, gls, LossError, stchPlain } from "@equipoise/lsb";
import { tensor, zeros } from "@equipoise/tensor";
import { expect, test } from "vitest";
import { testDevice } from "../testing/device.ts";
import { type RuleOptions, RuleWeighing } from "./rule-weighing.ts";
import { famoRule } from "./rules/famo.ts";
import { glsRule } from "./rules/gls.ts";
import { stchPlainRule } from "./rules/stch-plain.ts";

const device = await testDevice();
const tasks = ["depth", "normals"];
const geometric = (floor: number | null): RuleOptions => ({
  balancer: gls({ floor: floor ?? undefined }),
  rule: glsRule(),
  floor,
  positive: true,
  learningRate: null,
});

/** A weighing that has seen steps of losses, every task with a label unless it is `null`. */
async function after(options: RuleOptions, steps: readonly (readonly (number | null)[])[]) {
  const weighing = new RuleWeighing(device, tasks, options);
  const state = options.balancer.init(tasks);
  weighing.begin(state);
  const refusals: number[] = [];
  for (const losses of steps) {
    const seen = {
      losses: tensor(
        device,
        Float32Array.from(losses, (loss) => loss ?? Number.NaN),
        [tasks.length],
      ),
      labelled: tensor(
        device,
        Float32Array.from(losses, (loss) => (loss === null ? 0 : 1)),
        [tasks.length],
      ),
    };
    const { refusal } = weighing.weigh(seen);
    refusals.push(...(await refusal.read()));
    weighing.learn(seen);
  }
  return { weighing, state, refusals };
}

test.each([
  [0, 'gls: expected a loss above 0; got task "depth", period 1, step 3, loss 0. '],
  [-2.5, 'gls: expected a loss above 0; got task "depth", period 1, step 3, loss -2.5. '],
  [Number.NaN, 'gls: expected a finite loss; got task "depth", period 1, step 3, loss NaN. '],
  [Infinity, 'gls: expected a finite loss; got task "depth", period 1, step 3, loss Infinity. '],
])(
  "the first loss of %d is refused as the definition refuses it, and marks its step alone",
  async (bad, message) => {
    const { weighing, state, refusals } = await after(geometric(null), [
      [1, 2],
      [null, 2],
      [bad, 2],
      [-7, 3],
      [1, 2],
    ]);
    expect(refusals).toEqual([0, 0, Number.NaN, Number.NaN, 0]);
    await expect(weighing.check(state)).rejects.toThrow(LossError);
    await expect(weighing.check(state)).rejects.toThrow(message);
  },
);

test("a floor lifts finite losses, and the period's sums are of lifted ones", async () => {
  const { weighing, state, refusals } = await after(geometric(0.5), [
    [0, 2],
    [-3, 2],
    [4, null],
  ]);
  expect(refusals).toEqual([0, 0, 0]);
  await weighing.check(state);
  const { seen } = await weighing.end(state);
  expect(seen).toMatchObject({ steps: 3, sums: { depth: 5, normals: 4 }, counts: { depth: 3, normals: 2 } });
  // Geometric means of a step are 1, twice, and 4: its weights are their shares of the losses.
  expect(seen.overall).toBeCloseTo(6, 5);
  expect(seen.weights["depth"]).toBeCloseTo(1 + 1 + 1, 5);
  expect(seen.weights["normals"]).toBeCloseTo(0.25 + 0.25, 5);
});

test("a floor that the device cannot tell from 0 ends the run as a loss of 0 would, by name", async () => {
  const { weighing, state, refusals } = await after(geometric(1e-46), [
    [1, 2],
    [0, 2],
  ]);
  expect(refusals).toEqual([0, Number.NaN]);
  await expect(weighing.check(state)).rejects.toThrow(
    'gls: expected a loss, or a floor, that f32 tells from 0; got task "depth", period 1, step 2, loss 0. ' +
      "Set a floor of 1e-30 or more.",
  );
});

test("a rule to which any finite loss will do refuses none of 0 or below", async () => {
  const options = { ...geometric(null), balancer: stchPlain(), rule: stchPlainRule(), positive: false };
  const { weighing, state, refusals } = await after(options, [
    [0, -2],
    [1, Infinity],
  ]);
  expect(refusals).toEqual([0, Number.NaN]);
  await expect(weighing.check(state)).rejects.toThrow('task "normals", period 1, step 2, loss Infinity');
});

test("a step that is skipped is not counted", async () => {
  const weighing = new RuleWeighing(device, tasks, geometric(null));
  const state = gls().init(tasks);
  weighing.begin(state);
  const seen = { losses: tensor(device, [1, 2], [2]), labelled: tensor(device, [1, 1], [2]) };
  for (const skip of [tensor(device, [1], []), zeros(device, [])]) {
    weighing.weigh(seen);
    weighing.learn(seen, skip);
  }
  expect((await weighing.end(state)).seen).toMatchObject({ steps: 1, sums: { depth: 1, normals: 2 } });
});

test.each([
  ["in a run that may skip steps", true],
  ["in one that may not", false],
])(
  "nothing is learned from a batch that cannot be weighed when it is looked at again, %s",
  async (_, skips) => {
    const rule = famoRule();
    const options = { balancer: famo(), rule, floor: null, positive: true, learningRate: 0.1 };
    const weighing = new RuleWeighing(device, tasks, options);
    weighing.begin(famo().init(tasks));
    const seen = { losses: tensor(device, [1, 2], [2]), labelled: tensor(device, [1, 1], [2]) };
    const memories: number[][] = [];
    for (const after of [
      [0.5, 2],
      [Number.NaN, 1],
      [0.4, 0],
      [0.5, 1.5],
    ]) {
      weighing.weigh(seen);
      weighing.lookBack!(seen, tensor(device, after, [2]), skips ? zeros(device, []) : undefined);
      weighing.learn(seen);
      memories.push([...(await weighing.stateDict()["memory"]!.read())].map(Number));
    }
    const [first, second, third, fourth] = memories;
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    expect(fourth).not.toEqual(first);
    expect(fourth!.every(Number.isFinite)).toBe(true);
  },
);
