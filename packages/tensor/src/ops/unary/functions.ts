/** An elementwise function of one variable: its float64 definition beside the number of its case in the kernels. */
export interface UnaryFunction {
  readonly code: number;
  readonly define: (x: number, a: number, b: number) => number;
  /** What backward computes the derivative from: the function's input, or its value where that is enough. */
  readonly needs: "x" | "y";
}

/** Every elementwise function of one variable; `a` and `b` are its constants, where it has any. */
export const unaryFunctions = {
  neg: { code: 0, define: (x) => -x, needs: "y" },
  exp: { code: 1, define: Math.exp, needs: "y" },
  log: { code: 2, define: Math.log, needs: "x" },
  sqrt: { code: 3, define: Math.sqrt, needs: "y" },
  abs: { code: 4, define: Math.abs, needs: "x" },
  relu: { code: 5, define: (x) => Math.max(x, 0), needs: "y" },
  leakyRelu: { code: 6, define: (x, slope) => (x > 0 ? x : slope * x), needs: "x" },
  sigmoid: { code: 7, define: (x) => 1 / (1 + Math.exp(-x)), needs: "y" },
  tanh: { code: 8, define: Math.tanh, needs: "y" },
  clamp: { code: 9, define: (x, min, max) => Math.min(Math.max(x, min), max), needs: "x" },
} as const satisfies Record<string, UnaryFunction>;

export type UnaryName = keyof typeof unaryFunctions;
