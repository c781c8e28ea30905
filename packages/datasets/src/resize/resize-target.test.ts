import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { everyDenseSample } from "../sample.fixture.ts";
import type { DenseKind, Target } from "../sample.ts";
import { resizeRules, resizeTarget } from "./resize-target.ts";

const side = fc.integer({ min: 1, max: 9 });
const kinds = Object.keys(resizeRules) as DenseKind[];

const dense = (kind: DenseKind, values: number[], mask: number[]): Target => ({
  kind,
  values: Float32Array.from(values),
  mask: Uint8Array.from(mask),
});

const row = (width: number) => ({ width, height: 1 });

function resized(target: Target, from: number, to: number): { values: number[]; mask: number[] } {
  const out = resizeTarget(target, row(from), row(to));
  if (out.kind === "classes") throw new Error("expected a dense target");
  return { values: [...out.values], mask: [...out.mask] };
}

describe("resizeTarget", () => {
  it.each(["heatmap", "rgb"] as const)("averages a %s over the pixels that are known", (kind) => {
    const three = (values: number[]) => (kind === "rgb" ? [values, values, values].flat() : values);
    // Known: the middle of the first three, and all but the first of the last.
    const target = dense(kind, three([0, 4, 2, 0, 3, 6]), [0, 1, 1, 0, 1, 1]);
    expect(resized(target, 6, 2)).toEqual({ values: three([3, 4.5]), mask: [1, 1] });
    // The middle of the first three is not known: nor is what becomes of them.
    const hole = dense(kind, three([8, 0, 2, 0, 3, 6]), [1, 0, 1, 0, 1, 1]);
    expect(resized(hole, 6, 2)).toEqual({ values: three([0, 4.5]), mask: [0, 1] });
    // Growing, the pixels lie at -0.25, 0.25, 0.75 and 1.25 of two.
    expect(resized(dense(kind, three([1, 3]), [1, 1]), 2, 4)).toEqual({
      values: three([1, 1.5, 2.5, 3]),
      mask: [1, 1, 1, 1],
    });
    expect(resized(dense(kind, three([1, 0]), [1, 0]), 2, 4)).toEqual({
      values: three([1, 1, 0, 0]),
      mask: [1, 1, 0, 0],
    });
  });

  it("keeps every edge, wherever it lies and however thin it is", () => {
    for (let at = 0; at < 10; at++) {
      const line = Array.from({ length: 10 }, (_, i) => Number(i === at));
      const target = dense("edges", line, new Array<number>(10).fill(1));
      for (const to of [1, 2, 3, 4, 7]) {
        const { values, mask } = resized(target, 10, to);
        expect(values.filter((value) => value === 1)).toHaveLength(1);
        expect(values[Math.floor(((at + 0.5) * to) / 10)]).toBe(1);
        expect(mask).toEqual(new Array(to).fill(1));
      }
    }
  });

  it("knows an edge pixel where one of its cell is known, and looks at no other", () => {
    const target = dense("edges", [0, 0.25, 0, 0, 1, 0], [0, 1, 0, 0, 1, 0]);
    expect(resized(target, 6, 3)).toEqual({ values: [0.25, 0, 1], mask: [1, 0, 1] });
    expect(resized(target, 6, 12).values).toEqual([0, 0, 0.25, 0.25, 0, 0, 0, 0, 1, 1, 0, 0]);
  });

  it.each(kinds)("keeps %s within the range of what is known, and 0 elsewhere", (kind) => {
    fc.assert(
      fc.property(side, side, side, side, fc.nat(4), (w, h, width, height, modulus) => {
        const sample = everyDenseSample({ width: w, height: h }, (i) => (i % (modulus + 1) === 1 ? 0 : 1));
        const before = sample.targets[kind]!;
        const after = resizeTarget(before, sample, { width, height });
        if (before.kind === "classes" || after.kind === "classes") throw new Error("expected dense targets");
        expect(after.kind).toBe(kind);
        expect(after.mask).toHaveLength(width * height);
        const known = [...before.values].filter((_, at) => before.mask[at % before.mask.length] === 1);
        after.values.forEach((value, at) => {
          if (after.mask[at % after.mask.length] === 0) expect(value).toBe(0);
          else {
            expect(value).toBeGreaterThanOrEqual(Math.min(...known) - 1e-5);
            expect(value).toBeLessThanOrEqual(Math.max(...known) + 1e-5);
            if (resizeRules[kind] !== "average") expect(known).toContain(value);
          }
        });
      }),
    );
  });
});
