import type { Contract } from "../../testing/contract.ts";
import { uniform } from "../../testing/vectors.ts";
import { type UnaryName, unaryFunctions } from "./functions.ts";
import { type UnaryAttrs, unaryOps } from "./unary.ts";

const constants: Partial<Record<UnaryName, UnaryAttrs>> = {
  leakyRelu: { a: 0.2, b: 0 },
  clamp: { a: -0.3, b: 0.6 },
  softplus: { a: 1.5, b: 3 },
  elu: { a: 0.7, b: 0 },
};
const positive = (elements: number, seed: number) =>
  uniform(elements, seed).map((value) => Math.fround(value + 1.1));
const wide = (elements: number, seed: number) =>
  uniform(elements, seed).map((value) => Math.fround(6.5 * value));

type Sample = (elements: number, seed: number) => Float64Array;
const all = (names: readonly UnaryName[], sample: Sample) =>
  Object.fromEntries(names.map((name) => [name, sample]));

/** Where a function has no derivative to compare with within [-1, 1), or its kinks lie outside. */
const samples: Partial<Record<UnaryName, Sample>> = {
  ...all(["log", "sqrt", "reciprocal", "rsqrt", "log1p"], positive),
  ...all(["relu6", "hardswish", "hardsigmoid", "softplus", "silu", "gelu", "geluTanh"], wide),
  ...all(["sin", "cos", "floor", "ceil", "round"], wide),
};

function contractOf(name: UnaryName): Contract<"x", UnaryAttrs> {
  const attrs = constants[name] ?? { a: 0, b: 0 };
  return {
    op: unaryOps[name],
    reference: ({ x }, _, { a, b }) => x.map((value) => unaryFunctions[name].define(value, a, b)),
    cases: {
      "one element": [{ x: [1] }, attrs],
      "an odd number of elements": [{ x: [3, 5, 7] }, attrs],
      "a scalar": [{ x: [] }, attrs],
    },
    errors: {},
    bench: { "1M elements": [{ x: [1024, 1024] }, attrs] },
    ...(name in samples ? { sample: { x: samples[name]! } } : {}),
  };
}

/** One contract for each function. */
export const contracts = Object.keys(unaryFunctions).map((name) => contractOf(name as UnaryName));
