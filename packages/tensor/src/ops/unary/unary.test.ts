import { describe, expect, test } from "vitest";
import { apply } from "../../apply.ts";
import { gradients } from "../../autograd/gradients.ts";
import { capture } from "../../capture/index.ts";
import { tensor } from "../../create.ts";
import { scope } from "../../scope.ts";
import type { Tensor } from "../../tensor.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { relativeError, uniform } from "../../testing/vectors.ts";
import type { UnaryName } from "./functions.ts";
import * as functions from "./index.ts";
import {
  ceil,
  clamp,
  cos,
  elu,
  erf,
  exp,
  expm1,
  floor,
  gelu,
  hardsigmoid,
  hardswish,
  leakyRelu,
  log,
  log1p,
  reciprocal,
  relu6,
  round,
  rsqrt,
  sigmoid,
  sign,
  silu,
  sin,
  softplus,
  sqrt,
  square,
  tanh,
} from "./index.ts";
import { contracts } from "./unary.contract.ts";
import { unaryOps } from "./unary.ts";

for (const contract of contracts) testOp(contract);

interface Attrs {
  readonly name: UnaryName;
  readonly a: number;
  readonly b: number;
}

testGolden(
  function unary({ x }, { name, a, b }: Attrs) {
    return apply(unaryOps[name], { x: x! }, { a, b });
  },
  new URL("./unary.golden.json", import.meta.url),
);

type Function = (x: Tensor) => Tensor;

const device = await testDevice();
const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

/** Values and derivatives, zeros without their sign. */
async function evaluate(f: Function, at: readonly number[]) {
  using x = tensor(device, at, [at.length], { requiresGrad: true });
  using dy = tensor(device, new Float32Array(at.length).fill(1), [at.length]);
  using y = f(x);
  using dx = gradients(y, [x], { dy })[0]!;
  const unsigned = (values: Iterable<number>) => Array.from(values, (value) => value + 0);
  return { y: unsigned(await y.read()), dx: unsigned(await dx.read()) };
}

describe("elementwise functions", () => {
  // What PyTorch 2.13 gives in float64.
  const special: Record<string, [f: Function, y: number[], dx: number[]]> = {
    neg: [functions.neg, [nan, -inf, inf, 0], [-1, -1, -1, -1]],
    exp: [exp, [nan, inf, 0, 1], [nan, inf, 0, 1]],
    expm1: [expm1, [nan, inf, -1, 0], [nan, inf, 0, 1]],
    log: [log, [nan, inf, nan, -inf], [nan, 0, 0, inf]],
    log1p: [log1p, [nan, inf, nan, 0], [nan, 0, 0, 1]],
    sqrt: [sqrt, [nan, inf, nan, 0], [nan, 0, nan, inf]],
    rsqrt: [rsqrt, [nan, 0, nan, inf], [nan, 0, nan, -inf]],
    reciprocal: [reciprocal, [nan, 0, 0, inf], [nan, 0, 0, -inf]],
    square: [square, [nan, inf, inf, 0], [nan, inf, -inf, 0]],
    abs: [functions.abs, [nan, inf, inf, 0], [0, 1, -1, 0]],
    sin: [sin, [nan, nan, nan, 0], [nan, nan, nan, 1]],
    cos: [cos, [nan, nan, nan, 1], [nan, nan, nan, 0]],
    tanh: [tanh, [nan, 1, -1, 0], [nan, 0, 0, 1]],
    erf: [erf, [nan, 1, -1, 0], [nan, 0, 0, Math.fround(2 / Math.sqrt(Math.PI))]],
    floor: [floor, [nan, inf, -inf, 0], [0, 0, 0, 0]],
    ceil: [ceil, [nan, inf, -inf, 0], [0, 0, 0, 0]],
    round: [round, [nan, inf, -inf, 0], [0, 0, 0, 0]],
    sign: [sign, [0, 1, -1, 0], [0, 0, 0, 0]],
    clamp: [(x) => clamp(x, -2, 3), [nan, 3, -2, 0], [0, 0, 0, 1]],
    relu: [functions.relu, [nan, inf, 0, 0], [1, 1, 0, 0]],
    relu6: [relu6, [nan, 6, 0, 0], [0, 0, 0, 0]],
    leakyRelu: [(x) => leakyRelu(x, 0.5), [nan, inf, -inf, 0], [0.5, 1, 0.5, 0.5]],
    elu: [elu, [nan, inf, -1, 0], [1, 1, 0, 1]],
    sigmoid: [sigmoid, [nan, 1, 0, 0.5], [nan, 0, 0, 0.25]],
    hardsigmoid: [hardsigmoid, [nan, 1, 0, 0.5], [0, 0, 0, Math.fround(1 / 6)]],
    silu: [silu, [nan, inf, nan, 0], [nan, nan, nan, 0.5]],
    hardswish: [hardswish, [nan, inf, nan, 0], [1, 1, 0, 0.5]],
    gelu: [gelu, [nan, inf, nan, 0], [nan, nan, nan, 0.5]],
    geluTanh: [(x) => gelu(x, { approximate: "tanh" }), [nan, inf, nan, 0], [nan, nan, nan, 0.5]],
    softplus: [softplus, [nan, inf, 0, Math.fround(Math.LN2)], [nan, 1, 0, 0.5]],
  };

  test("NaN, ∞, −∞ and 0 give what they give in PyTorch", async () => {
    expect(Object.keys(special).sort()).toEqual(Object.keys(unaryOps).sort());
    for (const [name, [f, y, dx]] of Object.entries(special))
      expect({ name, ...(await evaluate(f, [nan, inf, -inf, 0])) }).toEqual({ name, y, dx });
  });

  test("every function that is exported has its row above", () => {
    expect(new Set([...Object.keys(special), "geluTanh"])).toEqual(
      new Set([...Object.keys(functions), "geluTanh"]),
    );
  });

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
      const { y } = await evaluate(f, [...at, ...at.map((value) => -value)]);
      for (const [i, value] of y.entries()) {
        const expected = define(i < at.length ? at[i]! : -at[i - at.length]!);
        expect(Math.abs(value - expected), `${f.name} of ${at[i % at.length]}`).toBeLessThan(
          5e-7 * Math.abs(expected),
        );
      }
    }
  });

  test("defaults are PyTorch's: a slope of 0.01, an alpha of 1, a beta of 1, a threshold of 20", async () => {
    expect((await evaluate(leakyRelu, [-1])).dx).toEqual([Math.fround(0.01)]);
    expect((await evaluate(elu, [-200])).y).toEqual([-1]);
    expect((await evaluate(softplus, [21])).dx).toEqual([1]);
    expect((await evaluate((x) => softplus(x, { threshold: 5 }), [5.5])).y).toEqual([5.5]);
    expect((await evaluate((x) => softplus(x, { beta: 4, threshold: 5 }), [1.5])).dx).toEqual([1]);
    expect((await evaluate(softplus, [12])).y).toEqual([Math.fround(Math.log1p(Math.exp(12)))]);
  });

  test("numbers that a square or a power would overflow pass", async () => {
    for (const f of [gelu, silu, hardswish, (x: Tensor) => gelu(x, { approximate: "tanh" })]) {
      const { y, dx } = await evaluate(f, [1e30, -1e30]);
      expect(relativeError(y, [1e30, 0])).toBeLessThan(1e-6);
      expect(dx).toEqual([1, 0]);
    }
    expect(await evaluate(sigmoid, [1e30, -1e30])).toEqual({ y: [1, 0], dx: [0, 0] });
    expect(await evaluate(tanh, [1e30, -1e30])).toEqual({ y: [1, -1], dx: [0, 0] });
  });

  test("a captured step, which joins them, gives the bits of the step itself", async () => {
    const data = Float32Array.from(uniform(1001, 9), (value) => 9 * value);
    using x = tensor(device, data, [1001], { requiresGrad: true });
    const body = () =>
      [sin, gelu, softplus, erf].flatMap((f) => {
        const y = f(square(x));
        return [functions.neg(y), ...gradients(y, [x], { dy: x })];
      });
    const eager = scope(body);
    using step = await capture(device, body);
    step.run();
    for (const [i, y] of step.result.entries()) expect(await y.read()).toEqual(await eager[i]!.read());
  });

  test("logarithms and roots below 0 are NaN", async () => {
    for (const f of [log, sqrt, rsqrt])
      expect((await evaluate(f, [-1e-30, -0.5, -3e4])).y, f.name).toEqual([nan, nan, nan]);
    expect((await evaluate(log1p, [-1, -1.5, -3e4])).y).toEqual([-inf, nan, nan]);
  });

  test("refuses: clamp: expected min <= max; got min 2, max 1", () => {
    using x = tensor(device, [0], [1]);
    expect(() => clamp(x, 2, 1)).toThrow("clamp: expected min <= max; got min 2, max 1");
  });
});
