import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignedCorners, areaOrBilinear } from "./axis.ts";
import { gather, nearest, resample } from "./planes.ts";

interface Case {
  name: string;
  planes: number;
  height: number;
  width: number;
  window: [top: number, left: number, rows: number, columns: number];
  size: [rows: number, columns: number];
  x: number[];
  y: number[];
}

const golden = JSON.parse(readFileSync(new URL("./golden/resize.json", import.meta.url), "utf8")) as Record<
  "areaOrBilinear" | "alignedCorners" | "nearest",
  Case[]
>;

function close(got: ArrayLike<number>, wanted: readonly number[]) {
  expect(got.length).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) expect(got[i]).toBeCloseTo(wanted[i]!, 6);
}

describe("resampling agrees with PyTorch", () => {
  it.each(golden.areaOrBilinear)(
    "area or bilinear: $name",
    ({ planes, height, width, size: [rows, columns], x, y }) => {
      const source = Float32Array.from(x);
      const axes = [areaOrBilinear(width, columns), areaOrBilinear(height, rows)] as const;
      close(resample(source, planes, { width, height }, ...axes), y);
    },
  );

  it.each(golden.alignedCorners)(
    "aligned corners: $name",
    ({ planes, height, width, window, size: [rows, columns], x, y }) => {
      const [top, left, high, wide] = window;
      const axes = [alignedCorners(left, wide, columns), alignedCorners(top, high, rows)] as const;
      close(resample(Float32Array.from(x), planes, { width, height }, ...axes), y);
    },
  );

  it.each(golden.nearest)(
    "nearest-exact: $name",
    ({ planes, height, width, size: [rows, columns], x, y }) => {
      const into = new Float32Array(y.length);
      close(
        gather(
          Float32Array.from(x),
          planes,
          { width, height },
          nearest(width, columns),
          nearest(height, rows),
          into,
        ),
        y,
      );
    },
  );
});

describe("area average", () => {
  const length = fc.integer({ min: 1, max: 40 });

  it("weighs a pixel that is cut in two by its parts", () => {
    const { taps, first, weights } = areaOrBilinear(3, 2);
    expect([taps, ...first]).toEqual([2, 0, 1]);
    expect([...weights].map((w) => Math.round(w * 3))).toEqual([2, 1, 1, 2]);
  });

  it("keeps the mean when it shrinks", () => {
    fc.assert(
      fc.property(
        length,
        length,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (a, b, stream) => {
          const [from, to] = [Math.max(a, b), Math.min(a, b)];
          const values = Float32Array.from([...stream.take(from)]);
          const mean = (v: Float32Array) => v.reduce((sum, x) => sum + x, 0) / v.length;
          const out = resample(
            values,
            1,
            { width: from, height: 1 },
            areaOrBilinear(from, to),
            areaOrBilinear(1, 1),
          );
          expect(mean(out)).toBeCloseTo(mean(values), 5);
        },
      ),
    );
  });

  it("reads only pixels that exist, with weights that add up to 1, at any sizes", () => {
    fc.assert(
      fc.property(length, length, (from, to) => {
        for (const { taps, first, weights } of [areaOrBilinear(from, to), alignedCorners(0, from, to)]) {
          expect([first.length, weights.length]).toEqual([to, to * taps]);
          for (let o = 0; o < to; o++) {
            expect(first[o]).toBeGreaterThanOrEqual(0);
            expect(first[o]! + taps).toBeLessThanOrEqual(from);
            expect(weights.slice(o * taps, (o + 1) * taps).reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 9);
          }
        }
        for (const at of nearest(from, to)) expect(at >= 0 && at < from).toBe(true);
      }),
    );
  });

  it("leaves an equal size as it is", () => {
    const values = Float32Array.from({ length: 12 }, (_, i) => i / 7);
    expect(resample(values, 1, { width: 4, height: 3 }, areaOrBilinear(4, 4), areaOrBilinear(3, 3))).toEqual(
      values,
    );
  });
});
