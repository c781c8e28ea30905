import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { capture } from "../../capture/index.ts";
import { full, tensor } from "../../create.ts";
import type { Tensor } from "../../tensor.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { uniform } from "../../testing/vectors.ts";
import { add } from "../binary/index.ts";
import { abs, relu } from "../unary/index.ts";
import { maximum, minimum, pow } from "./index.ts";
import { contracts } from "./pairwise.contract.ts";
import type { PairwiseAttrs } from "./pairwise-op.ts";

for (const contract of contracts) testOp(contract);
for (const f of [maximum, minimum, pow])
  testGolden(
    Object.defineProperty(
      ({ a, b }: Readonly<Record<string, Tensor>>, { number = Number.NaN }: PairwiseAttrs) =>
        a ? f(a, b ?? number) : f(number, b!),
      "name",
      { value: f === maximum ? "maximum" : f === minimum ? "minimum" : "pow" },
    ),
    new URL(
      `./${f === maximum ? "maximum" : f === minimum ? "minimum" : "pow"}.golden.json`,
      import.meta.url,
    ),
  );

const device = await testDevice();
const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

/** Values, and gradients by both operands. */
async function evaluate(f: typeof pow, left: readonly number[], right: readonly number[]) {
  using a = tensor(device, left, [left.length], { requiresGrad: true });
  using b = tensor(device, right, [right.length], { requiresGrad: true });
  using y = f(a, b);
  using dy = full(device, y.shape, 1);
  const [da, db] = gradients(y, [a, b], { dy });
  const [values, byA, byB] = await Promise.all([y, da!, db!].map(async (x) => [...(await x.read())]));
  return { y: values!, da: byA!, db: byB! };
}

describe("maximum and minimum", () => {
  test("a NaN on either side is the result, and gets the whole gradient, as in PyTorch", async () => {
    const [left, right] = [
      [nan, 1, inf, -inf],
      [2, nan, inf, 5],
    ];
    expect(await evaluate(maximum, left, right)).toEqual({
      y: [nan, nan, inf, 5],
      da: [1, 1, 0.5, 0],
      db: [1, 1, 0.5, 1],
    });
    expect(await evaluate(minimum, left, right)).toEqual({
      y: [nan, nan, inf, -inf],
      da: [1, 1, 0.5, 1],
      db: [1, 1, 0.5, 0],
    });
  });
});

describe("pow", () => {
  test("zeros, ones, infinities, NaN and negative bases are C99's", async () => {
    const corners = [
      nan,
      inf,
      -inf,
      0,
      -0,
      1,
      -1,
      2,
      -2,
      0.5,
      -0.5,
      3,
      -3,
      2.5,
      -2.5,
      1e30,
      16_777_217,
      1e10,
    ];
    const left = corners.flatMap((a) => corners.map(() => Math.fround(a)));
    const right = corners.flatMap(() => corners.map(Math.fround));
    const { y } = await evaluate(pow, left, right);
    for (const [i, value] of y.entries()) {
      const [a, b] = [left[i]!, right[i]!];
      // JavaScript's power is C99's but for these two.
      const one = a === 1 || (a === -1 && Math.abs(b) === inf);
      const expected = one ? 1 : Math.fround(a ** b);
      const near = Math.abs(value - expected) <= 3e-7 * Math.abs(expected);
      expect(near || Object.is(value, expected), `${a} ** ${b}: ${value}`).toBe(true);
    }
  });

  test("keeps its digits up to the largest and down to the smallest powers", async () => {
    const random = uniform(4000, 5);
    const left = Array.from(random, (u, i) => Math.fround(Math.exp(u * [0.01, 3, 80][i % 3]!)));
    const right = Array.from(uniform(4000, 6), (u, i) =>
      Math.fround(u * Math.min(80 / Math.abs(Math.log(left[i]!)), 1e6)),
    );
    const { y, db } = await evaluate(pow, left, right);
    for (const [i, value] of y.entries()) {
      const expected = left[i]! ** right[i]!;
      const slope = expected * Math.log(left[i]!);
      expect(Math.abs(value / expected - 1), `${left[i]} ** ${right[i]}`).toBeLessThan(6e-7);
      expect(Math.abs(db[i]! - slope), `${left[i]} ** ${right[i]}`).toBeLessThanOrEqual(
        8e-7 * Math.abs(slope) + 1e-37,
      );
    }
  });

  test("gradients at 0 are PyTorch's", async () => {
    expect(await evaluate(pow, [0, 0, 0, 0, -2], [0, 2, 0.5, -1, 3])).toEqual({
      y: [1, 0, 0, inf, -8],
      da: [0, 0, inf, -inf, 12],
      db: [0, 0, 0, -inf, nan],
    });
  });
});

test("a captured step joins them to what they follow, and what follows to them", async () => {
  const of = (seed: number) => tensor(device, Float32Array.from(uniform(105, seed)), [3, 5, 7]);
  using a = of(1);
  using b = of(2);
  const body = () => [add(maximum(relu(a), b), a), pow(abs(a), 2.5)];
  using step = await capture(device, body);
  step.run();
  const eager = body();
  for (const [i, y] of step.result.entries()) expect(await y.read()).toEqual(await eager[i]!.read());
  expect(step.stats.dispatches).toBe(2);
});

test("refuses: pow: expected a and b of extents that are equal or 1, from the last axis on; got a [2, 3], b [2]", () => {
  using a = full(device, [2, 3], 1);
  using b = full(device, [2], 1);
  expect(() => pow(a, b)).toThrow(
    "pow: expected a and b of extents that are equal or 1, from the last axis on; got a [2, 3], b [2]",
  );
});
