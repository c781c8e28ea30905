import type { Matrix } from "./vectors.ts";

/** Eigenvalues from the largest down, and the eigenvectors in the columns of `vectors`. */
export interface Eigen {
  readonly values: number[];
  readonly vectors: number[][];
}

/** The eigenvalues and -vectors of a symmetric matrix, by Jacobi's rotations: slow, and right to the last digits. */
export function symmetricEigen(matrix: Matrix): Eigen {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = matrix.map((_, i) => matrix.map((_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 60; sweep++) {
    let turned = false;
    for (let i = 0; i < n; i++)
      for (let j = i + 1; j < n; j++) {
        const off = a[i]![j]!;
        if (Math.abs(off) <= 1e-17 * Math.sqrt(Math.abs(a[i]![i]! * a[j]![j]!)) || off === 0) continue;
        turned = true;
        const theta = (a[j]![j]! - a[i]![i]!) / (2 * off);
        const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const cosine = 1 / Math.hypot(tangent, 1);
        const sine = tangent * cosine;
        const rotate = (x: number[], y: number[], at: number, other: number) => {
          const [one, two] = [x[at]!, y[other]!];
          x[at] = cosine * one - sine * two;
          y[other] = sine * one + cosine * two;
        };
        for (let k = 0; k < n; k++) rotate(a[k]!, a[k]!, i, j);
        for (let k = 0; k < n; k++) rotate(a[i]!, a[j]!, k, k);
        for (let k = 0; k < n; k++) rotate(v[k]!, v[k]!, i, j);
        a[i]![j] = a[j]![i] = 0;
      }
    if (!turned) break;
  }
  const order = a.map((_, i) => i).sort((i, j) => a[j]![j]! - a[i]![i]!);
  return { values: order.map((i) => a[i]![i]!), vectors: v.map((row) => order.map((i) => row[i]!)) };
}
