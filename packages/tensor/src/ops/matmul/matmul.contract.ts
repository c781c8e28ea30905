import { broadcast, type Shape } from "../../shape.ts";
import type { Contract } from "../../testing/contract.ts";
import { coordinatesOf, placeOf } from "../../testing/coordinates.ts";
import { type MatmulAttrs, matmulOp } from "./matmul.ts";

/** Where the matrix of an operand starts that goes with a place in the batch. */
function matrixAt(shape: Shape, batch: readonly number[]): number {
  const own = shape.slice(0, -2);
  const place = own.map((extent, axis) => (extent === 1 ? 0 : batch[axis - own.length + batch.length]!));
  return placeOf([...place, 0, 0], shape);
}

export const contract: Contract<"a" | "b", MatmulAttrs> = {
  op: matmulOp,

  reference({ a, b }, shapes, { transposeA, transposeB }) {
    const left: Shape = shapes.a.length > 1 ? shapes.a : transposeA ? [...shapes.a, 1] : [1, ...shapes.a];
    const right: Shape = shapes.b.length > 1 ? shapes.b : transposeB ? [1, ...shapes.b] : [...shapes.b, 1];
    const batch = broadcast(left.slice(0, -2), right.slice(0, -2))!;
    const [rows, inner] = transposeA ? [left.at(-1)!, left.at(-2)!] : [left.at(-2)!, left.at(-1)!];
    const columns = transposeB ? right.at(-2)! : right.at(-1)!;
    const y = coordinatesOf([...batch, rows, columns]).map((coordinates) => {
      const [m, n] = coordinates.slice(-2) as [number, number];
      const [first, second] = [left, right].map((shape) => matrixAt(shape, coordinates.slice(0, -2)));
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        const l = transposeA ? k * rows + m : m * inner + k;
        const r = transposeB ? n * inner + k : k * columns + n;
        sum += a[first! + l]! * b[second! + r]!;
      }
      return sum;
    });
    return Float64Array.from(y);
  },

  cases: {
    "one number": [{ a: [1, 1], b: [1, 1] }, {}],
    "odd extents": [{ a: [5, 7], b: [7, 3] }, {}],
    "whole tiles": [{ a: [16, 8], b: [8, 32] }, {}],
    "more than a tile along each axis": [{ a: [69, 37], b: [37, 71] }, {}],
    "tiles that the edges cut": [{ a: [30, 35], b: [35, 29] }, {}],
    "whole vectors": [{ a: [28, 32], b: [32, 60] }, {}],
    "whole vectors, an odd number of terms": [{ a: [31, 28], b: [31, 32] }, { transposeA: true }],
    "a stack of whole vectors in chunks": [{ a: [2, 28, 600], b: [2, 600, 32] }, {}],
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
    "few elements, their sums in chunks": [{ a: [2, 1100], b: [1100, 3] }, {}],
    "a batch that is broadcast inside and outside, its sums in chunks": [
      { a: [1, 4, 1, 1, 600], b: [2, 1, 3, 600, 1] },
      {},
    ],
    "broadcast over so many that sums are cut inside a matrix": [{ a: [2, 3], b: [101, 3, 7] }, {}],
    "two vectors": [{ a: [7], b: [7] }, {}],
    "a vector times a matrix": [{ a: [7], b: [7, 3] }, {}],
    "a matrix times a vector": [{ a: [5, 7], b: [7] }, {}],
    "a vector times a stack": [{ a: [4], b: [2, 3, 4, 5] }, {}],
    "a stack times a vector": [{ a: [2, 3, 5, 4], b: [4] }, {}],
    "columns times rows": [
      { a: [7, 5], b: [3, 7] },
      { transposeA: true, transposeB: true },
    ],
    "columns times columns, in tiles": [{ a: [3, 5, 18], b: [5, 17] }, { transposeA: true }],
    "rows times rows, broadcast": [{ a: [2, 1, 18, 5], b: [3, 17, 5] }, { transposeB: true }],
    "columns times rows, broadcast": [
      { a: [3, 4, 6], b: [2, 1, 5, 4] },
      { transposeA: true, transposeB: true },
    ],
    "a vector times rows": [{ a: [4], b: [2, 3, 4] }, { transposeB: true }],
    "columns times a vector": [{ a: [2, 4, 3], b: [4] }, { transposeA: true }],
  },

  errors: {
    "matmul: expected tensors of one axis or more; got a [], b [4, 2]": [{ a: [], b: [4, 2] }, {}],
    "matmul: expected tensors of one axis or more; got a [4], b []": [{ a: [4], b: [] }, {}],
    "matmul: expected a [..., M, K] and b [..., K, N]; got a [2, 3], b [4, 2]": [
      { a: [2, 3], b: [4, 2] },
      {},
    ],
    "matmul: expected a [..., M, K] and b [..., K, N]; got a [3], b [4]": [{ a: [3], b: [4] }, {}],
    "matmul: expected a [..., K, M] and b [..., K, N]; got a [2, 3], b [3, 2]": [
      { a: [2, 3], b: [3, 2] },
      { transposeA: true },
    ],
    "matmul: expected a [..., M, K] and b [..., N, K]; got a [2, 3], b [3, 2]": [
      { a: [2, 3], b: [3, 2] },
      { transposeB: true },
    ],
    "matmul: expected batch axes that broadcast; got a [2, 3, 4], b [3, 4, 5]": [
      { a: [2, 3, 4], b: [3, 4, 5] },
      {},
    ],
    "matmul: expected at most 3 runs of batch axes that repeat alike; got a [2, 1, 2, 1, 2, 1, 2, 2], b [1, 2, 1, 2, 1, 2, 2, 2]. Expand an operand first":
      [{ a: [2, 1, 2, 1, 2, 1, 2, 2], b: [1, 2, 1, 2, 1, 2, 2, 2] }, {}],
  },

  bench: {
    "512 x 512": [{ a: [512, 512], b: [512, 512] }, {}],
    "1024 x 1024": [{ a: [1024, 1024], b: [1024, 1024] }, {}],
    "a stack of 8, 256 x 64": [{ a: [8, 256, 64], b: [8, 64, 256] }, {}],
  },
};
