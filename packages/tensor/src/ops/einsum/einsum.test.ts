import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { coordinatesOf, placeOf } from "../../testing/coordinates.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { dot, norm, relativeError, uniform } from "../../testing/vectors.ts";
import { einsum } from "./index.ts";

const device = await testDevice();

const einsumOf = (inputs: Readonly<Record<string, Tensor>>, { equation }: { equation: string }) =>
  einsum(equation, ...Object.values(inputs));
testGolden(einsumOf, new URL("./einsum.golden.json", import.meta.url));

/** The definition: every label takes every value, and what the result lacks is summed over. */
function define(
  terms: readonly string[],
  output: string,
  shapes: readonly number[][],
  values: Float64Array[],
) {
  const labels = [...new Set(terms.join(""))];
  const extents = labels.map((label) =>
    Math.max(...terms.map((term, i) => (term.includes(label) ? shapes[i]![term.indexOf(label)]! : 1))),
  );
  const shape = [...output].map((label) => extents[labels.indexOf(label)]!);
  const y = new Float64Array(size(shape));
  for (const place of coordinatesOf(extents)) {
    const at = (label: string) => place[labels.indexOf(label)]!;
    const factors = terms.map((term, i) => {
      const own = [...term].map((label, axis) => (shapes[i]![axis] === 1 ? 0 : at(label)));
      return values[i]![placeOf(own, shapes[i]!)]!;
    });
    y[placeOf([...output].map(at), shape)]! += factors.reduce((product, factor) => product * factor, 1);
  }
  return { shape, y };
}

/** Equations of up to three terms over a few letters, and the shapes of operands; one axis in six has one element. */
const equations = fc
  .record({
    terms: fc.array(fc.array(fc.constantFrom(..."abcde"), { maxLength: 4 }), { minLength: 1, maxLength: 3 }),
    extents: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 5, maxLength: 5 }),
    ones: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 5, maxLength: 5 }),
    order: fc.shuffledSubarray([..."abcde"]),
  })
  .map(({ terms, extents, ones, order }) => {
    const shapes = terms.map((term, i) =>
      term.map((letter) => {
        const at = "abcde".indexOf(letter);
        return ones[at] === i ? 1 : extents[at]!;
      }),
    );
    const output = order.filter((letter) => terms.flat().includes(letter)).join("");
    return { terms: terms.map((term) => term.join("")), output, shapes };
  });

describe("einsum", () => {
  test("any equation agrees with the definition, and its gradients with it", async () => {
    await fc.assert(
      fc.asyncProperty(equations, async ({ terms, output, shapes }) => {
        const values = shapes.map((shape, i) => uniform(size(shape), i + 1));
        const operands = shapes.map((shape, i) =>
          tensor(device, Float32Array.from(values[i]!), shape, { requiresGrad: true }),
        );
        using y = einsum(`${terms.join(",")}->${output}`, ...operands);
        const expected = define(terms, output, shapes, values);
        expect(y.shape).toEqual(expected.shape);
        expect(relativeError(await y.read(), expected.y)).toBeLessThan(1e-5);
        const v = uniform(y.size, 9);
        using dy = tensor(device, Float32Array.from(v), y.shape);
        const made = gradients(y, operands, { dy });
        for (const [i, gradient] of made.entries()) {
          // Linear in each operand, so the product with a direction is the directional derivative.
          const u = uniform(values[i]!.length, 10 + i);
          const derivative = define(terms, output, shapes, values.with(i, u)).y;
          const dx = await gradient.read();
          const scale = norm(dx) * norm(u) || 1;
          expect(Math.abs(dot(dx, u) - dot(v, derivative)) / scale).toBeLessThan(1e-5);
        }
        for (const used of [...operands, ...made]) used.dispose();
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  test("a convolution of one pixel, attention and a linear layer move no axis and leave nothing behind", () => {
    const launched = (equation: string, ...shapes: number[][]) => {
      const operands = shapes.map((shape) => tensor(device, new Float32Array(size(shape)), shape));
      device.flush();
      const before = device.stats;
      const y = einsum(equation, ...operands);
      device.flush();
      y.dispose();
      expect(device.stats.usedBytes).toBe(before.usedBytes);
      for (const x of operands) x.dispose();
      return device.stats.dispatches - before.dispatches;
    };
    expect(launched("nchw,oc->nohw", [2, 5, 4, 4], [6, 5])).toBe(1);
    expect(launched("bhqd,bhkd->bhqk", [2, 2, 5, 4], [2, 2, 6, 4])).toBe(1);
    expect(launched("bhqk,bhkd->bhqd", [2, 2, 5, 6], [2, 2, 6, 4])).toBe(1);
    expect(launched("bld,de->ble", [2, 5, 4], [4, 6])).toBe(1);
    expect(launched("bld,ed->bel", [2, 5, 4], [6, 4])).toBe(1);
    expect(launched("ij,jk->ki", [5, 4], [4, 6])).toBe(1);
    expect(launched("nchw,nc->nhw", [2, 5, 4, 4], [2, 5])).toBe(1);
    expect(launched("i,j->ij", [4], [5])).toBe(1);
    expect(launched("ij->ij", [4, 5])).toBe(0);
  });

  test("integers may be moved, where nothing is multiplied or summed", async () => {
    using x = tensor(device, Int32Array.of(1, 2, 3, 4), [2, 2]);
    expect(await einsum("ij->ji", x).read()).toEqual(Int32Array.of(1, 3, 2, 4));
    expect(await einsum("ii->i", x).read()).toEqual(Int32Array.of(1, 4));
    expect(() => einsum("ij->i", x)).toThrow("sum: expected x of f32 or f16; got x i32");
  });

  describe("refuses", () => {
    const terms = 'einsum: expected terms of letters and "..." between commas, and one "->" at most; got';
    const dots = "einsum: expected dots by threes, once in a term; got";
    const letters = 'einsum: expected a letter for each axis, or "..." for those without; got';
    const operands = "einsum: expected an operand for each term of the equation; got";
    const twice = "einsum: expected equal extents along a letter that a term has twice; got";
    const extents = "einsum: expected extents along a letter, or an ellipsis, that are equal or 1; got";
    test.each([
      ["i-i", [[3]], `${terms} equation i-i`],
      ["i1", [[3, 1]], `${terms} equation i1`],
      ["i->i->i", [[3]], `${terms} equation i->i->i`],
      ["i - > i", [[3]], `${terms} equation i - > i`],
      ["i->i,", [[3]], `${terms} equation i->i,`],
      ["i\t", [[3]], `${terms} equation i\t`],
      ["i..j", [[3, 2, 2]], `${dots} equation i..j`],
      [". . .i", [[3, 2]], `${dots} equation . . .i`],
      ["i...j...", [[3, 2]], `${dots} equation i...j...`],
      ["i->......", [[3]], `${dots} equation i->......`],
      ["i,j", [[3]], `${operands} equation i,j, terms 2, operands 1`],
      ["i", [[3], [3]], `${operands} equation i, terms 1, operands 2`],
      ["", [], `${operands} equation , terms 1, operands 0`],
      ["ij", [[3]], `${letters} equation ij, operand 0 [3]`],
      ["i,i", [[3], [3, 2]], `${letters} equation i,i, operand 1 [3, 2]`],
      ["ij...", [[3]], `${letters} equation ij..., operand 0 [3]`],
      ["ii", [[2, 3]], `${twice} equation ii, letter i, operand 0 [2, 3]`],
      ["ii", [[3, 1]], `${twice} equation ii, letter i, operand 0 [3, 1]`],
      ["ij,j", [[2, 3], [2]], `${extents} equation ij,j, operands [2, 3] [2]`],
      [
        "...i,...i",
        [
          [2, 3],
          [4, 3],
        ],
        `${extents} equation ...i,...i, operands [2, 3] [4, 3]`,
      ],
      ["i->j", [[3]], "einsum: expected letters of the result that a term has; got equation i->j, letter j"],
      ["i->ii", [[3]], "einsum: expected each letter of the result once; got equation i->ii, letter i"],
    ])("%s of %j", (equation, shapes, message) => {
      const tensors = shapes.map((shape) => tensor(device, new Float32Array(size(shape)), shape));
      expect(() => einsum(equation, ...tensors)).toThrow(expect.objectContaining({ message }));
    });
  });
});
