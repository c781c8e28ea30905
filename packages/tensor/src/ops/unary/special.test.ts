import { describe, expect, test } from "vitest";
import type { Tensor } from "../../tensor.ts";
import { evaluateAt } from "../../testing/evaluate.ts";
import { relativeError } from "../../testing/vectors.ts";
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
import { unaryOps } from "./unary.ts";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

describe("elementwise functions at extremes", () => {
  // What PyTorch 2.13 gives in float64.
  const special: Record<string, [f: (x: Tensor) => Tensor, y: number[], dx: number[]]> = {
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
      expect({ name, ...(await evaluateAt(f, [nan, inf, -inf, 0])) }).toEqual({ name, y, dx });
  });

  test("every function that is exported has its row above", () => {
    expect(new Set([...Object.keys(special), "geluTanh"])).toEqual(
      new Set([...Object.keys(functions), "geluTanh"]),
    );
  });

  test("numbers that a square or a power would overflow pass", async () => {
    for (const f of [gelu, silu, hardswish, (x: Tensor) => gelu(x, { approximate: "tanh" })]) {
      const { y, dx } = await evaluateAt(f, [1e30, -1e30]);
      expect(relativeError(y, [1e30, 0])).toBeLessThan(1e-6);
      expect(dx).toEqual([1, 0]);
    }
    expect(await evaluateAt(sigmoid, [1e30, -1e30])).toEqual({ y: [1, 0], dx: [0, 0] });
    expect(await evaluateAt(tanh, [1e30, -1e30])).toEqual({ y: [1, -1], dx: [0, 0] });
  });

  test("logarithms and roots below 0 are NaN", async () => {
    for (const f of [log, sqrt, rsqrt])
      expect((await evaluateAt(f, [-1e-30, -0.5, -3e4])).y, f.name).toEqual([nan, nan, nan]);
    expect((await evaluateAt(log1p, [-1, -1.5, -3e4])).y).toEqual([-inf, nan, nan]);
  });
});
