import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refusal } from "../refusal.fixture.ts";
import { countingSample, targetOf } from "../sample.fixture.ts";
import { resizeSample } from "./resize-sample.ts";

const side = fc.integer({ min: 1, max: 12 });

describe("resizeSample", () => {
  it("averages the image, and picks labels, depth and normals from the middle of what it averages", () => {
    const sample = countingSample({ width: 6, height: 3 });
    const small = resizeSample(sample, { width: 2, height: 1 });
    const { labels } = targetOf(small, "classes");
    const { values: depth, mask } = targetOf(small, "depth");
    const { values: normals } = targetOf(small, "normals");
    // The middle row is pixels 6..11; the centres of its halves are pixels 7 and 10.
    expect([...labels]).toEqual([7 % 7, 10 % 7]);
    expect([...depth]).toEqual([8, 11]);
    expect([...mask]).toEqual([1, 1]);
    const all = targetOf(sample, "normals").values;
    expect([...normals]).toEqual([7, 10, 18 + 7, 18 + 10, 36 + 7, 36 + 10].map((i) => all[i]));
    expect(small.image[0]).toBeCloseTo(
      [0, 1, 2, 6, 7, 8, 12, 13, 14].reduce((sum, i) => sum + i / 54, 0) / 9,
      6,
    );
  });

  it("invents no value: every target pixel of any size is a pixel of the sample, mask and all", () => {
    fc.assert(
      fc.property(side, side, side, side, (w, h, width, height) => {
        const sample = countingSample({ width: w, height: h });
        const out = resizeSample(sample, { width, height });
        expect([out.width, out.height, out.image.length]).toEqual([width, height, 3 * width * height]);
        const { values, mask } = targetOf(out, "depth");
        const normals = targetOf(out, "normals");
        const labels = targetOf(out, "classes").labels;
        const source = targetOf(sample, "normals").values;
        expect(values.length).toBe(width * height);
        for (const [i, metres] of values.entries()) {
          expect(normals.mask[i]).toBe(mask[i]);
          // Depth counts the pixels from 1: it tells where the others must come from.
          const from = metres - 1;
          expect(labels[i]).toBe(mask[i] === 0 ? 255 : from % 7);
          expect(normals.values[width * height + i]).toBe(mask[i] === 0 ? 0 : source[w * h + from]);
        }
      }),
    );
  });

  it("hands the sample itself back at its own size", () => {
    const sample = countingSample({ width: 4, height: 4 });
    expect(resizeSample(sample, { width: 4, height: 4 })).toBe(sample);
  });

  it.each([
    [{ width: 0, height: 4 }, "resizeSample: expected width to be an integer >= 1; got 0"],
    [{ width: 4, height: 2.5 }, "resizeSample: expected height to be an integer >= 1; got 2.5"],
    [{ width: Number.NaN, height: 2 }, "resizeSample: expected width to be an integer >= 1; got NaN"],
  ])("refuses the size %o", async (size, message) => {
    expect(await refusal(() => resizeSample(countingSample({ width: 4, height: 4 }), size))).toBe(message);
  });
});
