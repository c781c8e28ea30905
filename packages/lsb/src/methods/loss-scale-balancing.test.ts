import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { constant, runPeriods, traceArbitrary } from "../testing/trace.ts";
import { type LossScaleBalancingOptions, lossScaleBalancing } from "./loss-scale-balancing.ts";

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
