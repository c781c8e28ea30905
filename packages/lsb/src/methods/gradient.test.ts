import { describe, expect, test } from "vitest";
import { symmetricEigen } from "../numeric/eigen.ts";
import { dot, norms, square, times } from "../numeric/vectors.ts";
import { perTask } from "../per-task.ts";
import { gains, holdsFor, named, weigh } from "../testing/weigh.ts";
import { alignedMtl } from "./aligned-mtl.ts";
import { dbMtl } from "./db-mtl.ts";
import { imtlG } from "./imtl-g.ts";
import { mgda } from "./mgda.ts";
import { pcGrad } from "./pcgrad.ts";

describe("MGDA", () => {
  test("no loss rises along the update, and each falls by at least its square", () => {
    holdsFor((gram) => {
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

describe("IMTL-G", () => {
  test("the update has one projection on all gradients", () => {
    holdsFor((gram) => {
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

test("Aligned-MTL: the tasks' parts are at right angles and of one length", () => {
  holdsFor((gram) => {
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
  holdsFor((gram) => {
    if (gram.length !== 2) return;
    for (const gain of gains(gram, weigh(pcGrad(), gram))) expect(gain).toBeGreaterThanOrEqual(-1e-12 * gain);
  });
});

test("DB-MTL: the averages come to the length of the longest", () => {
  holdsFor((gram) => {
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
