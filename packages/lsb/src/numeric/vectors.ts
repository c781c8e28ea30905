export type Vector = readonly number[];
export type Matrix = readonly Vector[];

export const total = (values: Vector): number => values.reduce((sum, value) => sum + value, 0);

export const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** `A x`. */
export const times = (a: Matrix, x: Vector): number[] => a.map((row) => dot(row, x));

/** `x^T A x`, which rounding may not take below 0. */
export const square = (a: Matrix, x: Vector): number => Math.max(0, dot(x, times(a, x)));

/** The lengths of the gradients with these products. */
export const norms = (gram: Matrix): number[] => gram.map((row, i) => Math.sqrt(row[i]!));

/** `<g_i, g_j> / (n_i n_j)`: the products of gradients that are divided by `n`. */
export const divided = (gram: Matrix, n: Vector): number[][] =>
  gram.map((row, i) => row.map((value, j) => value / n[i]! / n[j]!));
