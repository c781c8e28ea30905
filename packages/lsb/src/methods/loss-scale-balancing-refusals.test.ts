import { describe, expect, test } from "vitest";
import { constant, runPeriods } from "../testing/trace.ts";
import { type LossScaleBalancingOptions, lossScaleBalancing } from "./loss-scale-balancing.ts";

const refusal = (name: string, message: string) => expect.objectContaining({ name, message });

describe("refuses means", () => {
  const rules =
    "Shift a loss that can be negative (1 - dice, not -dice), or set floor for one that reaches 0.";
  const labels =
    "Leave a task out of a step without a labelled pixel; if all had one, training diverged: lower the learning rate.";

  test.each([
    [0, `lsb: expected a mean loss above 0; got task "depth", period 2, mean 0. ${rules}`],
    [-0.75, `lsb: expected a mean loss above 0; got task "depth", period 2, mean -0.75. ${rules}`],
    [Number.NaN, `lsb: expected a finite mean loss; got task "depth", period 2, mean NaN. ${labels}`],
    [1 / 0, `lsb: expected a finite mean loss; got task "depth", period 2, mean Infinity. ${labels}`],
    [-1 / 0, `lsb: expected a finite mean loss; got task "depth", period 2, mean -Infinity. ${labels}`],
  ])("%d", (depth, message) => {
    const balancer = lossScaleBalancing();
    const { state } = runPeriods(balancer, ["depth", "normals"], [{ depth: 1, normals: 1 }]);
    expect(() => balancer.observe(state, { depth, normals: 1 })).toThrow(refusal("LossError", message));
  });

  test("that are not finite, whatever the floor", () => {
    const balancer = lossScaleBalancing({ floor: 1 });
    for (const depth of [Number.NaN, 1 / 0, -1 / 0])
      expect(() => balancer.observe(balancer.init(["depth"]), { depth })).toThrow(
        "expected a finite mean loss",
      );
  });

  test("of other tasks", () => {
    const balancer = lossScaleBalancing();
    const message = (names: string) =>
      `lsb: expected a mean or null for each task and no other name; got tasks ["depth"], names ${names}. Use the same names.`;
    const state = balancer.init(["depth"]);
    for (const [means, names] of [
      [{}, "[]"],
      [{ normals: 1 }, '["normals"]'],
      [{ depth: 1, normals: 1 }, '["depth","normals"]'],
    ] as const)
      expect(() => balancer.observe(state, means)).toThrow(refusal("ConfigError", message(names)));
  });

  test("whose numbers leave the range of a double", () => {
    const cure = "Cap beta or set maxLogDifficulty, and bring the losses nearer to 1.";
    const run = (beta: number, ...periods: { a: number; b: number }[]) =>
      runPeriods(lossScaleBalancing({ beta: constant(beta) }), ["a", "b"], periods);
    expect(() => run(0, { a: 1e300, b: 1e-300 })).toThrow(
      refusal(
        "LossError",
        `lsb: expected a finite weight above 0; got task "b", period 1, weight Infinity. ${cure}`,
      ),
    );
    expect(() => run(2000, { a: 1, b: 1 }, { a: 1, b: 3 })).toThrow(
      refusal(
        "LossError",
        `lsb: expected a finite difficulty above 0; got task "a", period 2, difficulty 0. ${cure}`,
      ),
    );
    const overall = `lsb: expected a finite overall loss; got period 2, overall Infinity. Bring the losses nearer to 1.`;
    expect(() => run(0, { a: 1, b: 1e200 }, { a: 1e200, b: 1e200 })).toThrow(refusal("LossError", overall));
  });
});

describe("refuses options", () => {
  const drop = "Leave an unwanted task out of the run.";
  const negative = "A negative exponent would favour the easy tasks.";
  const cases: readonly (readonly [LossScaleBalancingOptions, string])[] = [
    [{ priorities: { a: 0 } }, `priorities.a finite and above 0; got priorities.a 0. ${drop}`],
    [{ priorities: { a: -1 } }, `priorities.a finite and above 0; got priorities.a -1. ${drop}`],
    [{ priorities: { a: 1 / 0 } }, `priorities.a finite and above 0; got priorities.a Infinity. ${drop}`],
    [{ floor: 0 }, "floor finite and above 0; got floor 0. Leave it out to refuse low losses."],
    [{ floor: Number.NaN }, "floor finite and above 0; got floor NaN. Leave it out to refuse low losses."],
    [
      { maxLogDifficulty: 0 },
      "maxLogDifficulty finite and above 0; got maxLogDifficulty 0. Leave it out for no limit.",
    ],
    [{ beta: constant(-1) }, `beta.value finite and at least 0; got beta.value -1. ${negative}`],
    [
      { beta: { kind: "linear", step: -0.1 } },
      `beta.step finite and at least 0; got beta.step -0.1. ${negative}`,
    ],
    [
      { beta: { kind: "linear", step: 1, cap: -1 } },
      `beta.cap finite and at least 0; got beta.cap -1. ${negative}`,
    ],
    [
      { beta: { kind: "ramp", periods: 2 } },
      "beta.periods finite and at least 3; got beta.periods 2. Difficulty starts in the third period.",
    ],
    [
      { beta: JSON.parse('{"kind":"cosine"}') },
      'a kind of beta; got beta "{\\"kind\\":\\"cosine\\"}". Use linear, ramp or constant.',
    ],
  ];
  test.each(cases)("%j", (options, message) => {
    expect(() => lossScaleBalancing(options)).toThrow(refusal("ConfigError", `lsb: expected ${message}`));
  });

  test("priorities of other tasks", () => {
    const balancer = lossScaleBalancing({ priorities: { a: 1, b: 2 } });
    const message =
      'lsb: expected a priority for each task and no other name; got tasks ["a"], names ["a","b"]. Use the same names.';
    expect(() => balancer.init(["a"])).toThrow(refusal("ConfigError", message));
    const other = lossScaleBalancing().init(["a"]);
    expect(() => balancer.observe(other, { a: 1 })).toThrow(refusal("ConfigError", message));
  });

  test.each([
    [[], "[]"],
    [["a", "b", "a"], '["a","b","a"]'],
  ])("tasks %j", (tasks, shown) => {
    const message = `lsb: expected at least one task, each name once; got tasks ${shown}. Name every loss of the run.`;
    expect(() => lossScaleBalancing().init(tasks)).toThrow(refusal("ConfigError", message));
  });
});
