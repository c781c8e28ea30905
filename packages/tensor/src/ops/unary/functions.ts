import { erf } from "./erf.ts";

/** An elementwise function of one variable: its float64 definition beside the number of its case in the kernels. */
export interface UnaryFunction {
  readonly code: number;
  readonly define: (x: number, a: number, b: number) => number;
  /** What backward computes the derivative from: the function's input, or its value where that is enough. */
  readonly needs: "x" | "y";
  /** The function that is its derivative, but for the sign: backward uses that one's forward kernel. */
  readonly derivative?: readonly [name: "sin" | "cos", sign: 1 | -1];
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const between = (x: number, min: number, max: number) => Math.min(Math.max(x, min), max);

/** Every elementwise function of one variable; `a` and `b` are its constants, where it has any. */
export const unaryFunctions = {
  neg: { code: 0, define: (x) => -x, needs: "y" },
  exp: { code: 1, define: Math.exp, needs: "y" },
  log: { code: 2, define: Math.log, needs: "x" },
  sqrt: { code: 3, define: Math.sqrt, needs: "y" },
  abs: { code: 4, define: Math.abs, needs: "x" },
  relu: { code: 5, define: (x) => Math.max(x, 0), needs: "y" },
  leakyRelu: { code: 6, define: (x, slope) => (x > 0 ? x : slope * x), needs: "x" },
  sigmoid: { code: 7, define: sigmoid, needs: "y" },
  tanh: { code: 8, define: Math.tanh, needs: "y" },
  clamp: { code: 9, define: between, needs: "x" },
  gelu: { code: 10, define: (x) => (x / 2) * (1 + erf(x / Math.SQRT2)), needs: "x" },
  geluTanh: {
    code: 11,
    define: (x) => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
    needs: "x",
  },
  silu: { code: 12, define: (x) => x * sigmoid(x), needs: "x" },
  softplus: {
    code: 13,
    define: (x, beta, threshold) => (beta * x > threshold ? x : Math.log1p(Math.exp(beta * x)) / beta),
    needs: "x",
  },
  hardswish: { code: 14, define: (x) => (x * between(x + 3, 0, 6)) / 6, needs: "x" },
  hardsigmoid: { code: 15, define: (x) => between(x + 3, 0, 6) / 6, needs: "x" },
  relu6: { code: 16, define: (x) => between(x, 0, 6), needs: "x" },
  elu: { code: 17, define: (x, alpha) => (x > 0 ? x : alpha * Math.expm1(x)), needs: "x" },
  reciprocal: { code: 18, define: (x) => 1 / x, needs: "y" },
  square: { code: 19, define: (x) => x * x, needs: "x" },
  rsqrt: { code: 20, define: (x) => 1 / Math.sqrt(x), needs: "y" },
  sin: { code: 21, define: Math.sin, needs: "x", derivative: ["cos", 1] },
  cos: { code: 22, define: Math.cos, needs: "x", derivative: ["sin", -1] },
  expm1: { code: 23, define: Math.expm1, needs: "y" },
  log1p: { code: 24, define: Math.log1p, needs: "x" },
  erf: { code: 25, define: erf, needs: "x" },
  floor: { code: 26, define: Math.floor, needs: "y" },
  ceil: { code: 27, define: Math.ceil, needs: "y" },
  round: {
    code: 28,
    define: (x) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x)),
    needs: "y",
  },
  sign: { code: 29, define: Math.sign, needs: "y" },
} as const satisfies Record<string, UnaryFunction>;

export type UnaryName = keyof typeof unaryFunctions;
