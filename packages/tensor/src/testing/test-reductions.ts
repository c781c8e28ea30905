import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Reduction } from "../ops/loss/reduction.ts";
import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { evaluate, type Given } from "./evaluate.ts";
import { integers, relativeError, uniform } from "./vectors.ts";

/** A loss of `x` against `target`, elementwise, over the pixels of a mask. */
export type MaskedLoss = (
  x: Tensor,
  target: Tensor,
  options: { readonly mask?: Tensor; readonly reduction?: Reduction },
) => Tensor;

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/**
 * Tests what every elementwise loss with a mask owes, over odd shapes: its three reductions agree, what lies outside
 * the mask counts in no way, nothing at all gives 0, and two runs give the same bits.
 *
 * @param domain makes values that the loss is defined for out of some in [-1, 1)
 */
export function testReductions(
  name: string,
  loss: MaskedLoss,
  domain: (value: number) => number = (value) => value,
): void {
  const extent = fc.integer({ min: 1, max: 7 });
  const shapes = fc.tuple(fc.integer({ min: 1, max: 3 }), extent, extent, extent);
  const call =
    (reduction: Reduction) =>
    ({ x, target, mask }: { x: Tensor; target: Tensor; mask?: Tensor }) =>
      loss(x, target, { reduction, ...(mask && { mask }) });
  const pair = (shape: Shape) => {
    const elements = shape.reduce((a, b) => a * b, 1);
    const values = (seed: number) => [...uniform(elements, seed)].map(domain);
    return { x: [values(1), shape] as Given, target: [values(2), shape] as Given };
  };

  describe(`reductions of ${name}`, () => {
    test("the mean and the sum are those of the elements, whatever the shape and the mask", async () => {
      await fc.assert(
        fc.asyncProperty(shapes, fc.nat(), async ([N, C, H, W], seed) => {
          const valid = Uint8Array.from(integers(N * H * W, 3, seed));
          const given = { ...pair([N, C, H, W]), mask: [valid, [N, H, W]] as Given };
          const each = await evaluate(call("none"), given);
          const all = await evaluate(call("sum"), given);
          const mean = await evaluate(call("mean"), given);
          const count = Math.max(1, C * valid.filter((value) => value !== 0).length);
          const scale = sum(each.y.map(Math.abs)) || 1; // values may cancel each other
          expect(Math.abs(all.y[0]! - sum(each.y)) / scale).toBeLessThan(1e-6);
          expect(Math.abs(mean.y[0]! * count - sum(each.y)) / scale).toBeLessThan(1e-6);
          for (const key of ["x", "target"]) {
            const expected = each.gradients[key]!;
            expect(relativeError(all.gradients[key]!, expected)).toBeLessThan(1e-6);
            expect(
              relativeError(
                mean.gradients[key]!.map((value) => value * count),
                expected,
              ),
            ).toBeLessThan(1e-5);
          }
          const outside = (_: number, i: number) =>
            valid[Math.floor(i / (C * H * W)) * H * W + (i % (H * W))] === 0;
          for (const made of [each.y, ...Object.values(each.gradients)])
            expect(made.filter(outside).every((value) => value === 0)).toBe(true);
        }),
        { numRuns: 12 },
      );
    });

    test("what lies outside the mask reaches neither the value nor a gradient", async () => {
      const { x, target } = pair([1, 2, 1, 3]);
      const mask: Given = [Uint8Array.of(0, 255, 0), [1, 1, 3]];
      const spoilt = ([data, shape]: Given, value: number): Given => [
        [...data].map((kept, i) => (i % 3 === 1 ? kept : value)),
        shape,
      ];
      for (const reduction of ["mean", "sum", "none"] as const) {
        const clean = await evaluate(call(reduction), { x, target, mask });
        for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1e30])
          expect(
            await evaluate(call(reduction), { x: spoilt(x, value), target: spoilt(target, value), mask }),
          ).toEqual(clean);
      }
    });

    test("without a valid pixel the loss and the gradients are 0", async () => {
      const { x, target } = pair([2, 2, 1, 2]);
      const mask: Given = [new Uint8Array(4), [2, 1, 2]];
      const nothing: Given = [new Array(8).fill(Number.NaN), [2, 2, 1, 2]];
      for (const reduction of ["mean", "sum", "none"] as const)
        for (const given of [
          { x, target, mask },
          { x: nothing, target: nothing, mask },
        ]) {
          const { y, gradients } = await evaluate(call(reduction), given);
          for (const made of [y, ...Object.values(gradients)])
            expect(made.every((value) => value === 0)).toBe(true);
        }
    });

    test("a NaN that counts makes the loss NaN, and the gradient there", async () => {
      const { x, target } = pair([1, 1, 1, 3]);
      const spoilt = ([data, shape]: Given): Given => [[Number.NaN, ...[...data].slice(1)], shape];
      for (const reduction of ["mean", "sum", "none"] as const) {
        for (const given of [
          { x: spoilt(x), target },
          { x, target: spoilt(target) },
        ])
          expect((await evaluate(call(reduction), given)).y[0]).toBeNaN();
        const { gradients } = await evaluate(call(reduction), { x: spoilt(x), target: spoilt(target) });
        expect(gradients["x"]![0]).toBeNaN();
      }
    });

    test("two runs give the same bits", async () => {
      const given = pair([2, 3, 17, 19]);
      expect(await evaluate(call("mean"), given)).toEqual(await evaluate(call("mean"), given));
    });
  });
}
