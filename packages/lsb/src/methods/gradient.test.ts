import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { symmetricEigen } from "../numeric/eigen.ts";
import { dot, norms, square, times } from "../numeric/vectors.ts";
import { perTask } from "../per-task.ts";
import type { StepBalancer } from "../step-balancer.ts";
import { drive } from "../testing/drive.ts";
import { gramArbitrary } from "../testing/problems.ts";
import { alignedMtl } from "./aligned-mtl.ts";
import { caGrad } from "./cagrad.ts";
import { dbMtl } from "./db-mtl.ts";
import { gradNorm } from "./gradnorm.ts";
import { imtlG } from "./imtl-g.ts";
import { mgda } from "./mgda.ts";
import { nashMtl } from "./nash-mtl.ts";
import { pcGrad } from "./pcgrad.ts";

type Rows = readonly (readonly number[])[];
const named = (gram: Rows) => gram.map((_, k) => `t${k}`);
const gramOf = (gram: Rows) =>
  perTask(named(gram), (i) =>
    perTask(named(gram), (j) => gram[named(gram).indexOf(i)]![named(gram).indexOf(j)]!),
  );

/** The weights of one step, in order, all losses 1. */
function weigh(balancer: StepBalancer, gram: Rows): number[] {
  const tasks = named(gram);
  const { weights } = balancer.step(balancer.init(tasks), {
    losses: perTask(tasks, () => 1),
    gram: gramOf(gram),
  });
  return tasks.map((task) => weights[task]!);
}

const holds = (law: (gram: number[][]) => void, numRuns = 100) =>
  fc.assert(fc.property(gramArbitrary(5, 8), law), { numRuns });
/** What each loss falls by along the update, to first order. */
const gains = (gram: Rows, w: readonly number[]) => times(gram, w);

describe("MGDA", () => {
  test("no loss rises along the update, and each falls by at least its square", () => {
    holds((gram) => {
      const w = weigh(mgda(), gram);
      const longest = Math.max(...norms(gram));
      for (const [k, gain] of gains(gram, w).entries())
        expect(gain).toBeGreaterThan(square(gram, w) - 1e-12 * longest * norms(gram)[k]!);
    });
  });

  test("a task without a gradient: nothing may move, unless lengths are divided by", () => {
    const gram = [
      [4, 0, 2],
      [0, 0, 0],
      [2, 0, 9],
    ];
    expect(weigh(mgda(), gram)).toEqual([0, 1, 0]);
    expect(weigh(mgda({ normalize: "l2" }), gram)).toEqual([
      expect.closeTo(1 / 4, 14),
      0,
      expect.closeTo(1 / 6, 14),
    ]);
  });
});

describe("CAGrad", () => {
  const least = (gram: Rows, w: readonly number[]) => Math.min(...gains(gram, w));

  test("no other update as near to the mean gradient has a greater least gain", () => {
    const directions = fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 5, maxLength: 5 }), {
      minLength: 30,
      maxLength: 30,
    });
    fc.assert(
      fc.property(gramArbitrary(5, 8), directions, fc.constantFrom(0.2, 0.5, 0.9), (gram, tries, c) => {
        const mean = gram.map(() => 1 / gram.length);
        const radius = c * Math.sqrt(square(gram, mean));
        const w = weigh(caGrad({ c, rescale: "none" }), gram);
        if (w.every((weight) => weight === 0)) return; // where gradients vanish together
        const away = w.map((weight, k) => weight - mean[k]!);
        expect(Math.sqrt(square(gram, away))).toBeCloseTo(radius, 9 - Math.ceil(Math.log10(radius)));
        // The best update lies in the span of the gradients, so others in it are enough.
        const lengths = norms(gram);
        for (const direction of tries) {
          const d = lengths.map((length, k) => direction[k]! / length);
          const length = Math.sqrt(square(gram, d));
          if (length < 1e-6) continue;
          const other = mean.map((share, k) => share + (radius * d[k]!) / length);
          const size = Math.max(...lengths) * radius;
          expect(least(gram, other)).toBeLessThanOrEqual(least(gram, w) + 1e-9 * size);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("c = 0 is the mean, and within reach of an update of 0 opposed gradients have none", () => {
    const opposed = [
      [1, -2],
      [-2, 4],
    ];
    expect(weigh(caGrad({ c: 0 }), opposed)).toEqual([0.5, 0.5]);
    // g_0 is -g_1 / 2, and the best within half its length of it is -g_1 / 4.
    expect(weigh(caGrad({ rescale: "none" }), opposed)).toEqual([
      expect.closeTo(0.75, 12),
      expect.closeTo(0.5, 12),
    ]);
    expect(weigh(caGrad({ c: 1.5 }), opposed)).toEqual([0, 0]);
  });
});

describe("IMTL-G", () => {
  test("the update has one projection on all gradients", () => {
    holds((gram) => {
      const w = weigh(imtlG(), gram);
      const projections = gains(gram, w).map((gain, k) => gain / norms(gram)[k]!);
      const size = dot(w.map(Math.abs), norms(gram));
      for (const projection of projections)
        expect(Math.abs(projection - projections[0]!) / size).toBeLessThan(1e-9);
      expect(w.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
    });
  });

  test("opposed gradients cancel, and equal ones share", () => {
    expect(
      weigh(imtlG(), [
        [1, -2],
        [-2, 4],
      ]),
    ).toEqual([expect.closeTo(2 / 3, 14), expect.closeTo(1 / 3, 14)]);
    expect(
      weigh(imtlG(), [
        [1, 1],
        [1, 1],
      ]),
    ).toEqual([expect.closeTo(0.5, 9), expect.closeTo(0.5, 9)]);
    expect(
      weigh(imtlG(), [
        [4, 0],
        [0, 0],
      ]),
    ).toEqual([1, 0]);
  });
});

describe("Nash-MTL", () => {
  const paper = () => nashMtl({ normalize: false, maxNorm: Number.POSITIVE_INFINITY });

  test("each weight is one over the task's gain", () => {
    holds((gram) => {
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
});

test("Aligned-MTL: the tasks' parts are at right angles and of one length", () => {
  holds((gram) => {
    const size = gram.length;
    // By priorities that stand out, as weights are linear in them.
    const w = gram.map((_, k) =>
      weigh(
        alignedMtl({ priorities: perTask(named(gram), (task) => (task === `t${k}` ? 1 : 1e-15)) }),
        gram,
      ).map((weight) => weight / size),
    );
    const product = (i: number, j: number) => dot(w[i]!, times(gram, w[j]!));
    const { values } = symmetricEigen(gram);
    if (values.at(-1)! < 1e-4 * values[0]!) return; // some eigenvalue is near those that count as 0
    const length = product(0, 0);
    for (const i of gram.keys())
      for (const j of gram.keys()) expect(product(i, j) / length).toBeCloseTo(i === j ? 1 : 0, 6);
  });
});

test("PCGrad: two that conflict lose what is against each other, two that agree nothing", () => {
  expect(
    weigh(pcGrad(), [
      [4, -2],
      [-2, 2],
    ]),
  ).toEqual([1.5, 2]); // 1 + 2/4 and 1 + 2/2
  expect(
    weigh(pcGrad(), [
      [4, 2],
      [2, 2],
    ]),
  ).toEqual([1, 1]);
  holds((gram) => {
    if (gram.length !== 2) return;
    for (const gain of gains(gram, weigh(pcGrad(), gram))) expect(gain).toBeGreaterThanOrEqual(-1e-12 * gain);
  });
});

test("DB-MTL: the averages come to the length of the longest", () => {
  holds((gram) => {
    const lengths = norms(gram);
    for (const [k, weight] of weigh(dbMtl(), gram).entries())
      expect((weight * lengths[k]!) / Math.max(...lengths)).toBeCloseTo(1, 12);
  });
  expect(
    weigh(dbMtl(), [
      [4, 0, 0],
      [0, 0, 0],
      [0, 0, 1],
    ]),
  ).toEqual([1, 0, 2]);
});

describe("GradNorm", () => {
  const gradients = { slow: [3, 0], fast: [0, 0.5] };
  const train = (form: "softmax" | "direct", alpha: number) => {
    const warm = [{ losses: { slow: 1, fast: 1 }, gradients }];
    const steps = Array.from({ length: 1500 }, () => ({ losses: { slow: 0.9, fast: 0.5 }, gradients }));
    return drive(gradNorm({ form, alpha, learningRate: 0.01 }), ["slow", "fast"], [warm, steps]).weights.at(
      -1,
    )!.weights;
  };

  test.each(["softmax", "direct"] as const)("alpha = 0 brings gradients to one length: %s", (form) => {
    const w = train(form, 0);
    expect((w["slow"]! * 3) / (w["fast"]! * 0.5)).toBeCloseTo(1, 1);
    expect(w["slow"]! + w["fast"]!).toBeCloseTo(2, 12);
  });

  test.each(["softmax", "direct"] as const)("alpha > 0 favours the task that lags behind: %s", (form) => {
    const w = train(form, 1);
    expect((w["slow"]! * 3) / (w["fast"]! * 0.5)).toBeCloseTo(0.9 / 0.5, 1);
  });

  test("a weight that would fall to 0", () => {
    const balancer = gradNorm({ form: "direct", learningRate: 2 });
    const seen = { losses: { a: 1, b: 1 }, gram: gramOf2 };
    const message =
      'gradnorm: expected a weight above 0; got task "a", period 1, weight -0.9999999979999998. Lower learningRate, or take the form softmax.';
    expect(() => balancer.step(balancer.init(["a", "b"]), seen)).toThrow(
      expect.objectContaining({ name: "LossError", message }),
    );
  });
  const gramOf2 = { a: { a: 100, b: 0 }, b: { a: 0, b: 1 } };
});
