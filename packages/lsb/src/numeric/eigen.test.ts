import fc from "fast-check";
import { expect, test } from "vitest";
import { gramArbitrary } from "../testing/problems.ts";
import { symmetricEigen } from "./eigen.ts";

test("the vectors turn the values back into the matrix, and are at right angles", () => {
  fc.assert(
    fc.property(gramArbitrary(7, 5), (gram) => {
      const { values, vectors } = symmetricEigen(gram);
      const size = Math.max(...values);
      expect(values).toEqual([...values].sort((a, b) => b - a));
      for (const i of values.keys())
        for (const j of values.keys()) {
          const sum = (term: (k: number) => number) => values.reduce((s, _, k) => s + term(k), 0);
          const back = sum((k) => vectors[i]![k]! * values[k]! * vectors[j]![k]!);
          expect(Math.abs(back - gram[i]![j]!)).toBeLessThan(1e-13 * size);
          expect(sum((k) => vectors[k]![i]! * vectors[k]![j]!)).toBeCloseTo(i === j ? 1 : 0, 13);
        }
    }),
  );
});
