import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { norms, square } from "../numeric/vectors.ts";
import { gramArbitrary } from "../testing/problems.ts";
import { gains, gramOf, holdsFor, weigh } from "../testing/weigh.ts";
import { nashMtl } from "./nash-mtl.ts";

describe("Nash-MTL", () => {
  const paper = () => nashMtl({ normalize: false, maxNorm: Number.POSITIVE_INFINITY });

  test("each weight is one over the task's gain", () => {
    holdsFor((gram) => {
      const w = weigh(paper(), gram);
      if (w.every((weight) => weight === 1)) return; // no agreement
      for (const [k, gain] of gains(gram, w).entries()) expect(w[k]! * gain).toBeCloseTo(1, 8);
    });
  });

  test("no other combination of that length has a greater product of gains", () => {
    fc.assert(
      fc.property(
        gramArbitrary(4, 8),
        fc.array(fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })),
        (gram, tries) => {
          const w = weigh(paper(), gram);
          if (w.every((weight) => weight === 1)) return;
          const product = (v: readonly number[]) => {
            const length = Math.sqrt(square(gram, v));
            const each = gains(gram, v).map((gain) => gain / length);
            return each.every((gain) => gain > 0)
              ? each.reduce((sum, gain) => sum + Math.log(gain), 0)
              : -Infinity;
          };
          const best = product(w);
          for (const direction of tries)
            expect(product(norms(gram).map((length, k) => direction[k]! / length))).toBeLessThanOrEqual(
              best + 1e-9,
            );
        },
      ),
      { numRuns: 60 },
    );
  });

  test("the update is no longer than its limit; heads do not know of it", () => {
    const gram = [
      [9, 0],
      [0, 4],
    ];
    const balancer = nashMtl({ maxNorm: 0.5 });
    const step = balancer.step(balancer.init(["t0", "t1"]), { losses: { t0: 1, t1: 1 }, gram: gramOf(gram) });
    const w = [step.weights["t0"]!, step.weights["t1"]!];
    expect(square(gram, w)).toBeCloseTo(0.25, 14);
    expect(step.heads["t0"]! / step.heads["t1"]!).toBeCloseTo(2 / 3, 14);
    expect(step.heads["t0"]).toBeCloseTo(Math.sqrt(Math.hypot(9, 4)) / 3, 14);
  });

  test("without an agreement, the latest one stays", () => {
    const balancer = paper();
    const losses = { t0: 1, t1: 1 };
    const opposed = gramOf([
      [1, -1],
      [-1, 1],
    ]);
    const first = balancer.step(balancer.init(["t0", "t1"]), { losses, gram: opposed });
    expect(first.weights).toEqual({ t0: 1, t1: 1 });
    const agreed = balancer.step(first.state, {
      losses,
      gram: gramOf([
        [4, 0],
        [0, 1],
      ]),
    });
    expect(agreed.weights).toEqual({ t0: expect.closeTo(0.5, 14), t1: expect.closeTo(1, 14) });
    expect(balancer.step(agreed.state, { losses, gram: opposed }).weights).toEqual(agreed.weights);
  });

  test("a task that has no gradient for a step takes no part, and its latest bargain stays", () => {
    const balancer = nashMtl({ normalize: false, maxNorm: Number.POSITIVE_INFINITY, every: 2 });
    const losses = { t0: 1, t1: 1 };
    const still = gramOf([
      [4, 0],
      [0, 0],
    ]);
    const first = balancer.step(balancer.init(["t0", "t1"]), { losses, gram: still });
    expect(first.weights).toEqual({ t0: expect.closeTo(0.5, 14), t1: 0 });
    const kept = balancer.step(first.state, {
      losses,
      gram: gramOf([
        [1, 0],
        [0, 1],
      ]),
    });
    expect(kept.weights).toEqual({ t0: expect.closeTo(0.5, 14), t1: 1 });
  });
});
