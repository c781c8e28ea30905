import { describe, expect, test } from "vitest";
import { apply } from "../../apply.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { evaluateAt } from "../../testing/evaluate.ts";
import { cos, sin } from "./index.ts";
import { contracts } from "./unary.contract.ts";
import { unaryOps } from "./unary.ts";

const device = await testDevice();

describe("elementwise functions", () => {
  test("keep their digits everywhere", async () => {
    // Away from zeros of the result other than at 0, where the digits of x itself decide.
    const magnitudes = Array.from({ length: 4000 }, (_, i) => Math.fround(1e-20 * 10 ** (i / 182)));
    const both = [...magnitudes, ...magnitudes.map((value) => -value)];
    for (const [name, from, to] of [
      ["exp", -87, 88.7],
      ["expm1", -200, 88.7],
      ["log", 1e-20, 1e20],
      ["log1p", -0.99, 1e20],
      ["sigmoid", -87, 200],
      ["tanh", -200, 200],
      ["gelu", -5, 1e20],
      ["geluTanh", -3, 1e20],
      ["silu", -80, 1e20],
      ["erf", -200, 200],
      ["sin", -3, 3],
      ["cos", -1.5, 1.5],
      ["rsqrt", 1e-20, 1e20],
      ["reciprocal", -1e20, 1e20],
    ] as const) {
      const at = both.filter((value) => value >= from && value <= to);
      using x = tensor(device, at, [at.length]);
      using y = apply(unaryOps[name], { x }, { a: 0, b: 0 });
      const made = await y.read();
      const define = contracts.find(({ op }) => op === unaryOps[name])!.reference;
      const shapes = { x: [at.length, 1, 1, 1] as const };
      const expected = define({ x: Float64Array.from(at) }, shapes, { a: 0, b: 0 });
      for (const [i, value] of expected.entries())
        expect(Math.abs(made[i]! - value), `${name}(${at[i]})`).toBeLessThanOrEqual(1e-6 * Math.abs(value));
    }
  });

  test("sine and cosine keep them at large arguments", async () => {
    const at = Array.from({ length: 3000 }, (_, i) => Math.fround(10 ** (i / 80)));
    // Among the numbers of f32, those are the nearest to a multiple of π/2 of their size.
    at.push(3.1415927410125732, 710, 16367173 * 2 ** 72, 12353240 * 2 ** -2, 2 ** 127);
    for (const [f, define] of [
      [sin, Math.sin],
      [cos, Math.cos],
    ] as const) {
      const { y } = await evaluateAt(f, [...at, ...at.map((value) => -value)]);
      for (const [i, value] of y.entries()) {
        const expected = define(i < at.length ? at[i]! : -at[i - at.length]!);
        expect(Math.abs(value - expected), `${f.name} of ${at[i % at.length]}`).toBeLessThan(
          5e-7 * Math.abs(expected),
        );
      }
    }
  });
});
