import fc from "fast-check";
import { gramMatrix } from "../gram.ts";

/** The products of up to `most` gradients in `dimensions` dimensions, whose lengths are up to 4 decades apart. */
export const gramArbitrary = (most: number, dimensions: number): fc.Arbitrary<number[][]> =>
  fc
    .array(
      fc.tuple(
        fc.array(fc.integer({ min: -99, max: 99 }), { minLength: dimensions, maxLength: dimensions }),
        fc.integer({ min: -2, max: 2 }),
      ),
      { minLength: 1, maxLength: most },
    )
    .map((rows) => rows.map(([row, exponent]) => row.map((value) => (value / 99) * 10 ** exponent)))
    .filter((rows) => rows.every((row) => row.some((value) => value !== 0)))
    .map((rows) => {
      const gram = gramMatrix(Object.fromEntries(rows.map((row, i) => [`${i}`, row])));
      return rows.map((_, i) => rows.map((_, j) => gram[i]![j]!));
    });

/** Every point of the simplex whose coordinates are multiples of `1 / parts`. */
export function* simplexGrid(size: number, parts: number, left = parts): Generator<number[]> {
  if (size === 1) yield [left / parts];
  else
    for (let first = 0; first <= left; first++)
      for (const rest of simplexGrid(size - 1, parts, left - first)) yield [first / parts, ...rest];
}
