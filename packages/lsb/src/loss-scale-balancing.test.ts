import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LossScaleBalancingOptions, lossScaleBalancing } from "./loss-scale-balancing.ts";
import { perTask } from "./per-task.ts";
import { runPeriods, traceArbitrary } from "./testing/trace.ts";

const constant = (value: number) => ({ kind: "constant", value }) as const;

describe("by hand", () => {
  test("two tasks, beta = 2", () => {
    const periods = [
      { a: 4, b: 1 },
      { a: 2, b: 1 },
    ];
    const { records } = runPeriods(lossScaleBalancing({ beta: constant(2) }), ["a", "b"], periods);
    expect(records).toEqual([
      {
        period: 1,
        means: { a: 4, b: 1 },
        overall: 2.5,
        trained: { a: 0.5, b: 0.5 },
        weights: { a: 0.3125, b: 1.25 },
        difficulty: null,
        beta: 0,
        carried: [],
      },
      {
        period: 2,
        means: { a: 2, b: 1 },
        overall: 1.875,
        trained: { a: 0.3125, b: 1.25 },
        // The overall loss fell to 3/4; a fell to 1/2 and b not at all: (2/3)^2 and (4/3)^2, and alpha = 9/10.
        weights: { a: expect.closeTo(0.1875, 14), b: expect.closeTo(1.5, 14) },
        difficulty: { a: expect.closeTo(4 / 9, 14), b: expect.closeTo(16 / 9, 14) },
        beta: 2,
        carried: [],
      },
    ]);
  });

  test("three to one", () => {
    const balancer = lossScaleBalancing({ priorities: { a: 3, b: 1 } });
    const start = balancer.init(["a", "b"]);
    expect(start).toEqual({ period: 1, weights: { a: 0.75, b: 0.25 }, means: {} });
    // Lbar = 0.75 * 2 + 0.25 * 10 = 4, of which a has 3 and b has 1.
    expect(balancer.weights(balancer.observe(start, { a: 2, b: 10 }).state)).toEqual({ a: 1.5, b: 0.1 });
  });

  test("the default beta grows by 0.02 from the third period on", () => {
    const periods = Array.from({ length: 5 }, () => ({ a: 1 }));
    const { records } = runPeriods(lossScaleBalancing(), ["a"], periods);
    expect(records.map(({ beta }) => beta)).toEqual([0, 0.02, 0.04, 0.06, 0.08]);
  });

  test("one task keeps the weight 1, whatever its loss does", () => {
    const periods = [{ a: 1e12 }, { a: 3 }, { a: 1e-12 }, { a: 5 }];
    const { records } = runPeriods(lossScaleBalancing({ beta: constant(1) }), ["a"], periods);
    for (const { weights } of records) expect(weights["a"]).toBeCloseTo(1, 14);
  });
});

describe("periods without labels", () => {
  const balancer = lossScaleBalancing({ beta: constant(1) });

  test("a task keeps its previous mean, and the record says so", () => {
    fc.assert(
      fc.property(traceArbitrary, fc.nat(), fc.nat(), ({ tasks, periods }, pickTask, pickPeriod) => {
        const absent = tasks[pickTask % tasks.length]!;
        const gap = 1 + (pickPeriod % (periods.length - 1));
        const given = periods.map((means, i) =>
          perTask(tasks, (task) => (i === gap && task === absent ? null : means[task]!)),
        );
        const filled = periods.map((means, i) =>
          perTask(tasks, (task) => (i === gap && task === absent ? periods[i - 1]![task]! : means[task]!)),
        );
        const records = runPeriods(balancer, tasks, given).records;
        expect(records.map(({ carried }) => carried)).toEqual(
          periods.map((_, i) => (i === gap ? [absent] : [])),
        );
        const expected = runPeriods(balancer, tasks, filled).records;
        expect(records.map((record) => ({ ...record, carried: [] }))).toEqual(expected);
      }),
    );
  });

  test("a task without a first label keeps its priority as weight; its first two labelled periods are 1 and 2", () => {
    const periods = [
      { a: 4, b: null },
      { a: 2, b: 10 },
      { a: 1, b: 10 },
    ];
    const { records } = runPeriods(balancer, ["a", "b"], periods);
    expect(records).toEqual([
      {
        period: 1,
        means: { a: 4 },
        overall: 2,
        trained: { a: 0.5, b: 0.5 },
        weights: { a: 0.5, b: 0.5 }, // a alone is the overall loss and keeps it
        difficulty: null,
        beta: 0,
        carried: [],
      },
      {
        period: 2,
        means: { a: 2, b: 10 },
        overall: 6,
        trained: { a: 0.5, b: 0.5 },
        weights: { a: 1.5, b: expect.closeTo(0.3, 14) }, // balanced: 3 each
        difficulty: { a: 1 },
        beta: 1,
        carried: [],
      },
      {
        period: 3,
        means: { a: 1, b: 10 },
        overall: expect.closeTo(4.5, 14),
        trained: { a: 1.5, b: expect.closeTo(0.3, 14) },
        weights: { a: expect.closeTo(1.5, 14), b: expect.closeTo(0.3, 14) },
        difficulty: { a: expect.closeTo(2 / 3, 14), b: expect.closeTo(4 / 3, 14) },
        beta: 1,
        carried: [],
      },
    ]);
  });

  test("a late task does not disturb the others' difficulty", () => {
    const late = runPeriods(
      balancer,
      ["a", "b", "late"],
      [
        { a: 4, b: 4, late: null },
        { a: 1, b: 3, late: 1000 },
      ],
    ).records[1]!;
    const alone = runPeriods(
      balancer,
      ["a", "b"],
      [
        { a: 4, b: 4 },
        { a: 1, b: 3 },
      ],
    ).records[1]!;
    expect(late.difficulty!["a"]).toBeCloseTo(alone.difficulty!["a"]!, 14);
    expect(late.difficulty!["b"]).toBeCloseTo(alone.difficulty!["b"]!, 14);
    // With D = 1 the late task has its priority of the overall loss: D_a + D_b + 1 = 3.
    expect((late.weights["late"]! * 1000) / late.overall).toBeCloseTo(1 / 3, 14);
  });

  test("no label for any task, before and after the first", () => {
    const none = { a: null, b: null };
    const { records } = runPeriods(balancer, ["a", "b"], [none, { a: 4, b: 1 }, none, none]);
    const balanced = { a: 0.3125, b: 1.25 };
    expect(records.map(({ weights }) => weights)).toEqual([{ a: 0.5, b: 0.5 }, balanced, balanced, balanced]);
    expect(records.map(({ overall }) => overall)).toEqual([0, 2.5, 2.5, 2.5]);
    expect(records.map(({ carried }) => carried)).toEqual([[], [], ["a", "b"], ["a", "b"]]);
    expect(records.map(({ difficulty }) => difficulty)).toEqual([null, null, { a: 1, b: 1 }, { a: 1, b: 1 }]);
  });
});

describe("options", () => {
  test("floor lifts 0, negative and small means, and no other", () => {
    const balancer = lossScaleBalancing({ floor: 0.5 });
    const { record } = balancer.observe(balancer.init(["a", "b", "c", "d"]), { a: 0, b: -2, c: 0.25, d: 3 });
    expect(record.means).toEqual({ a: 0.5, b: 0.5, c: 0.5, d: 3 });
    expect(record.overall).toBe(1.125);
    expect(record.weights["a"]).toBe(0.5625);
  });

  test("maxLogDifficulty limits D on both sides, and the overall loss is still kept", () => {
    const balancer = lossScaleBalancing({ beta: constant(1), maxLogDifficulty: Math.LN2 });
    const { means, weights, difficulty, overall } = runPeriods(
      balancer,
      ["a", "b", "c"],
      [
        { a: 1, b: 1, c: 1 },
        { a: 0.01, b: 100, c: 33 },
      ],
    ).records[1]!;
    expect(difficulty!["a"]).toBeCloseTo(0.5, 14);
    expect(difficulty!["b"]).toBeCloseTo(2, 14);
    expect(difficulty!["c"]).toBeCloseTo(99 / 133.01, 14);
    const kept = weights["a"]! * means["a"]! + weights["b"]! * means["b"]! + weights["c"]! * means["c"]!;
    expect(kept / overall).toBeCloseTo(1, 14);
  });

  test("a floor or a limit out of reach changes nothing", () => {
    fc.assert(
      fc.property(traceArbitrary, ({ tasks, priorities, beta, periods }) => {
        const run = (options: LossScaleBalancingOptions) =>
          runPeriods(lossScaleBalancing({ priorities, beta: constant(beta), ...options }), tasks, periods)
            .records;
        expect(run({ floor: 1e-13, maxLogDifficulty: 100 })).toEqual(run({}));
      }),
    );
  });
});

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
    [{ floor: 0 }, "floor finite and above 0; got floor 0. Leave it out to refuse low means."],
    [{ floor: Number.NaN }, "floor finite and above 0; got floor NaN. Leave it out to refuse low means."],
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
