import { broadcast, type Shape, size, stridesOf } from "../../shape.ts";
import type { Contract } from "../../testing/contract.ts";
import { matmulOp } from "./matmul.ts";

/** Where the matrix of an operand starts that goes with the `i`-th of the batch. */
function matrixAt(shape: Shape, batch: Shape, i: number): number {
  const strides = stridesOf(shape);
  return stridesOf(batch).reduce((at, stride, axis) => {
    const own = axis - batch.length + shape.length - 2;
    if (own < 0 || shape[own] === 1) return at;
    return at + (Math.floor(i / stride) % batch[axis]!) * strides[own]!;
  }, 0);
}

export const contract: Contract<"a" | "b", Record<string, never>> = {
  op: matmulOp,

  reference({ a, b }, shapes) {
    const batch = broadcast(shapes.a.slice(0, -2), shapes.b.slice(0, -2))!;
    const [rows, inner, columns] = [shapes.a.at(-2)!, shapes.a.at(-1)!, shapes.b.at(-1)!];
    const y = new Float64Array(size(batch) * rows * columns);
    for (let i = 0; i < size(batch); i++) {
      const [first, second] = [matrixAt(shapes.a, batch, i), matrixAt(shapes.b, batch, i)];
      for (let m = 0; m < rows; m++)
        for (let n = 0; n < columns; n++)
          for (let k = 0; k < inner; k++)
            y[(i * rows + m) * columns + n]! += a[first + m * inner + k]! * b[second + k * columns + n]!;
    }
    return y;
  },

  cases: {
    "one number": [{ a: [1, 1], b: [1, 1] }, {}],
    "odd extents": [{ a: [5, 7], b: [7, 3] }, {}],
    "whole tiles": [{ a: [16, 8], b: [8, 32] }, {}],
    "more than a tile along each axis": [{ a: [69, 37], b: [37, 71] }, {}],
    "a long sum in chunks": [{ a: [9, 1500], b: [1500, 20] }, {}],
    "a row times a column": [{ a: [1, 300], b: [300, 1] }, {}],
    "a column times a row": [{ a: [9, 1], b: [1, 13] }, {}],
    "a batch": [{ a: [3, 5, 4], b: [3, 4, 6] }, {}],
    "a stack times one matrix": [{ a: [2, 3, 5, 4], b: [4, 6] }, {}],
    "one matrix times a stack": [{ a: [5, 4], b: [3, 4, 6] }, {}],
    "one matrix times a stack, in tiles": [{ a: [18, 5], b: [3, 5, 17] }, {}],
    "batch axes of 1": [{ a: [1, 5, 4], b: [1, 4, 3] }, {}],
    "broadcast either way": [{ a: [2, 1, 3, 4], b: [5, 4, 2] }, {}],
    "broadcast inside and outside": [{ a: [2, 1, 3, 2, 3], b: [1, 4, 1, 3, 2] }, {}],
  },

  errors: {
    "matmul: expected a [..., M, K]; got a [4]": [{ a: [4], b: [4, 2] }, {}],
    "matmul: expected b [..., K, N]; got b [4]": [{ a: [2, 4], b: [4] }, {}],
    "matmul: expected a [..., M, K] and b [..., K, N]; got a [2, 3], b [4, 2]": [
      { a: [2, 3], b: [4, 2] },
      {},
    ],
    "matmul: expected batch axes that broadcast; got a [2, 3, 4], b [3, 4, 5]": [
      { a: [2, 3, 4], b: [3, 4, 5] },
      {},
    ],
    "matmul: expected at most 3 runs of batch axes that repeat alike; got a [2, 1, 2, 1, 2, 1, 2, 2], b [1, 2, 1, 2, 1, 2, 2, 2]. Reshape or repeat an operand first":
      [{ a: [2, 1, 2, 1, 2, 1, 2, 2], b: [1, 2, 1, 2, 1, 2, 2, 2] }, {}],
  },

  bench: {
    "512 x 512": [{ a: [512, 512], b: [512, 512] }, {}],
    "a stack of 8, 256 x 64": [{ a: [8, 256, 64], b: [8, 64, 256] }, {}],
  },
};
