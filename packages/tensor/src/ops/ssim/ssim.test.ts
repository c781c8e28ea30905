import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, type Given } from "../../testing/evaluate.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { relativeError, uniform } from "../../testing/vectors.ts";
import { type SsimOptions, ssim, ssimLoss } from "./index.ts";
import { contracts } from "./ssim.contract.ts";
import { ssimLossOp, ssimOp } from "./ssim-op.ts";

for (const contract of contracts) testOp(contract);
const dtypes = { mask: "u8" } as const;
testGolden(ssimOp, new URL("./ssim.golden.json", import.meta.url), { dtypes });
testGolden(ssimLossOp, new URL("./ssim-loss.golden.json", import.meta.url), { dtypes });

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const image = (N: number, C: number, H: number, W: number, seed: number): Given => [
  [...uniform(N * C * H * W, seed)].map((value) => (value + 1) / 2),
  [N, C, H, W],
];

const call = (f: typeof ssim, x: Given, target: Given, options: SsimOptions = {}, mask?: Given) =>
  evaluate<"x" | "target" | "mask">(
    (given) => f(given.x, given.target, { windowSize: 3, ...options, mask: given.mask }),
    { x, target, ...(mask && { mask }) } as Readonly<Record<"x" | "target" | "mask", Given>>,
  );

describe("ssim and ssimLoss", () => {
  test("equal images have similarity 1, loss 0 and no gradient, whatever they hold", async () => {
    for (const scale of [1, 1e-3, 100]) {
      const [data, shape] = image(2, 2, 5, 7, 1);
      const x: Given = [[...data].map((value) => scale * value), shape];
      expect((await call(ssim, x, x)).y).toEqual([1]);
      const { y, gradients } = await call(ssimLoss, x, x);
      expect([...y, ...gradients["x"]!, ...gradients["target"]!].every((value) => value === 0)).toBe(true);
    }
  });

  test("flat images are as alike as their levels", async () => {
    const flat = (level: number): Given => [new Array(25).fill(level), [1, 1, 5, 5]];
    const { y } = await call(ssim, flat(0.5), flat(0.25));
    expect(Math.abs(y[0]! - (0.25 + 1e-4) / (0.25 + 0.0625 + 1e-4))).toBeLessThan(1e-6);
    expect((await call(ssim, flat(0), flat(0))).y).toEqual([1]);
  });

  test("an image and its negative about the same mean are at odds", async () => {
    const checks = Array.from({ length: 81 }, (_, i) => i % 2);
    const { y } = await call(ssim, [checks, [1, 1, 9, 9]], [checks.map((value) => 1 - value), [1, 1, 9, 9]]);
    expect(y[0]).toBeLessThan(-0.9);
  });

  test("small differences about a large level keep their digits", async () => {
    const checks = Array.from({ length: 81 }, (_, i) => (i % 2) - 0.5);
    const x: Given = [checks.map((value) => 0.875 + 2 ** -9 * value), [1, 1, 9, 9]];
    const target: Given = [checks.map((value) => 0.875 - 2 ** -9 * value), [1, 1, 9, 9]];
    // A checkerboard of ±a has the variance a² (1 - m²) and the mean ±a m, with m the window's own mean of signs.
    const [a, b] = [2 ** -10, 0.03 ** 2];
    const { y } = await call(ssimLoss, x, target);
    const g = Math.exp(-1 / (2 * 1.5 ** 2));
    const m = ((1 - 2 * g) / (1 + 2 * g)) ** 2;
    const variance = a ** 2 * (1 - m ** 2);
    const means = (2 * a * m) ** 2 / (2 * (0.875 ** 2 + (a * m) ** 2) + 1e-4);
    const exact = 1 - (1 - means) * (1 - (4 * variance) / (2 * variance + b));
    expect(Math.abs(y[0]! / exact - 1)).toBeLessThan(1e-5);
  });

  test("what lies outside the mask counts in no way, whatever it holds", async () => {
    const valid = new Uint8Array(35).fill(255);
    valid[1] = valid[20] = valid[34] = 0;
    const mask: Given = [valid, [1, 5, 7]];
    const [x, target] = [image(1, 2, 5, 7, 1), image(1, 2, 5, 7, 2)];
    const spoilt = ([data, shape]: Given, value: number): Given => [
      [...data].map((kept, i) => (valid[i % 35] === 0 ? value : kept)),
      shape,
    ];
    for (const f of [ssim, ssimLoss])
      for (const reduction of ["mean", "sum", "none"] as const) {
        const clean = await call(f, x, target, { reduction }, mask);
        for (const value of [nan, infinity, -1e30])
          expect(await call(f, spoilt(x, value), spoilt(target, value), { reduction }, mask)).toEqual(clean);
      }
  });

  test("nor does what lies inside it, but in no window that it holds whole", async () => {
    // Of the windows of 3 x 3 only the first holds the first pixel, and the mask lacks a pixel of its last row, or its first.
    const [x, target] = [image(1, 2, 5, 7, 1), image(1, 2, 5, 7, 2)];
    const spoilt = ([data, shape]: Given, value: number): Given => [
      [...data].map((kept, i) => (i % 35 === 0 ? value : kept)),
      shape,
    ];
    for (const f of [ssim, ssimLoss])
      for (const reduction of ["mean", "sum", "none"] as const)
        for (const missing of [14, 1]) {
          const mask: Given = [new Uint8Array(35).fill(1).fill(0, missing, missing + 1), [1, 5, 7]];
          const clean = await call(f, x, target, { reduction }, mask);
          for (const value of [nan, infinity, -infinity, -1e30]) {
            expect(await call(f, spoilt(x, value), target, { reduction }, mask)).toEqual(clean);
            expect(await call(f, x, spoilt(target, value), { reduction }, mask)).toEqual(clean);
          }
        }
  });

  test("where the mask holds no window the result and its gradients are 0", async () => {
    const valid = new Uint8Array(35).fill(1);
    for (let i = 0; i < 35; i += 3) valid[i] = 0;
    const nothing: Given = [new Array(70).fill(nan), [1, 2, 5, 7]];
    for (const f of [ssim, ssimLoss])
      for (const reduction of ["mean", "sum", "none"] as const) {
        for (const [x, mask] of [
          [image(1, 2, 5, 7, 1), valid],
          [nothing, new Uint8Array(35)],
        ] as const) {
          const { y, gradients } = await call(f, x, image(1, 2, 5, 7, 2), { reduction }, [mask, [1, 5, 7]]);
          expect([...y, ...gradients["x"]!, ...gradients["target"]!].every((value) => value === 0)).toBe(
            true,
          );
        }
      }
  });

  test("a NaN that counts makes its windows NaN, and no other", async () => {
    const [data, shape] = image(1, 1, 3, 7, 1);
    const x: Given = [[...data].map((value, i) => (i === 0 ? nan : value)), shape];
    const each = await call(ssim, x, image(1, 1, 3, 7, 2), { reduction: "none" });
    expect(each.shape).toEqual([1, 1, 1, 5]);
    expect(each.y.map(Number.isNaN)).toEqual([true, false, false, false, false]);
    expect(each.gradients["x"]!.slice(0, 7).map(Number.isNaN)).toEqual([
      ...[true, true, true],
      ...[false, false, false, false],
    ]);
    for (const f of [ssim, ssimLoss]) expect((await call(f, x, image(1, 1, 3, 7, 2))).y).toEqual([nan]);
  });

  test("x and target may change places; the loss is what the similarity lacks; over any odd shape", async () => {
    const extent = fc.integer({ min: 3, max: 9 });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        extent,
        extent,
        fc.integer({ min: 1, max: 3 }),
        async (N, H, W, windowSize) => {
          const [x, target] = [image(N, 2, H, W, 1), image(N, 2, H, W, 2)];
          const one = await call(ssim, x, target, { windowSize });
          const other = await call(ssim, target, x, { windowSize });
          expect(Math.abs(other.y[0]! - one.y[0]!)).toBeLessThan(1e-6);
          expect(relativeError(other.gradients["x"]!, one.gradients["target"]!)).toBeLessThan(1e-5);
          const loss = await call(ssimLoss, x, target, { windowSize });
          expect(Math.abs(loss.y[0]! + one.y[0]! - 1)).toBeLessThan(1e-6);
          const negated = one.gradients["x"]!.map((value) => -value);
          expect(relativeError(loss.gradients["x"]!, negated)).toBeLessThan(1e-5);
        },
      ),
      { numRuns: 10 },
    );
  });

  test("two runs give the same bits", async () => {
    const run = () => call(ssimLoss, image(2, 2, 23, 35, 1), image(2, 2, 23, 35, 2));
    expect(await run()).toEqual(await run());
  });
});
