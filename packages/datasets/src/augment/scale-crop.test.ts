import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refusal } from "../refusal.fixture.ts";
import { countingSample, targetOf } from "../sample.fixture.ts";
import type { Intrinsics, Sample } from "../sample.ts";
import { scaleCrop, windowOf } from "./scale-crop.ts";

const camera: Intrinsics = { fx: 30, fy: 28, cx: 15, cy: 11 };
const size = { width: 31, height: 23 };

/** The picture of a plane `n · P = d`, as a camera sees it. */
function planeSample(normal: readonly [number, number, number], d: number): Sample {
  const { width, height } = size;
  const pixels = width * height;
  const depth = new Float32Array(pixels);
  const normals = new Float32Array(3 * pixels);
  for (let i = 0; i < pixels; i++) {
    const [u, v] = rayOf(i % width, Math.floor(i / width), camera);
    depth[i] = d / (normal[0] * u + normal[1] * v + normal[2]);
    for (const [axis, n] of normal.entries()) normals[axis * pixels + i] = n;
  }
  const mask = () => new Uint8Array(pixels).fill(1);
  return {
    ...size,
    name: "plane",
    image: new Float32Array(3 * pixels),
    targets: {
      d: { kind: "depth", values: depth, mask: mask() },
      n: { kind: "normals", values: normals, mask: mask() },
    },
  };
}

const rayOf = (u: number, v: number, { fx, fy, cx, cy }: Intrinsics) =>
  [(u - cx) / fx, (v - cy) / fy] as const;

describe("scaleCrop", () => {
  it("picks the nearest label and depth, divides depth, and leaves the corners where they were", () => {
    const sample = countingSample({ width: 6, height: 4 });
    const zoomed = scaleCrop(sample, { scale: 2, x: 2, y: 1 });
    // Window 3x2 at (2, 1): pixels 8 9 10 / 14 15 16. Six columns read it at 0, .4, .8, 1.2, 1.6, 2.
    const [top, bottom] = [
      [8, 8, 9, 9, 10, 10],
      [14, 14, 15, 15, 16, 16],
    ] as const;
    const from = [...top, ...top, ...bottom, ...bottom];
    const unknown = (i: number) => i % 5 === 3;
    expect([...targetOf(zoomed, "classes").labels]).toEqual(from.map((i) => (unknown(i) ? 255 : i % 7)));
    expect([...targetOf(zoomed, "depth").values]).toEqual(from.map((i) => (unknown(i) ? 0 : (i + 1) / 2)));
    expect([...targetOf(zoomed, "depth").mask]).toEqual(from.map((i) => (unknown(i) ? 0 : 1)));
    expect([...targetOf(zoomed, "normals").mask]).toEqual(from.map((i) => (unknown(i) ? 0 : 1)));
    expect([zoomed.image[0], zoomed.image[5], zoomed.image[23]]).toEqual(
      [8, 10, 16].map((i) => sample.image[i]),
    );
    expect(zoomed.image[1]).toBeCloseTo(8.4 / 72, 6);
  });

  const plane = fc.record({
    tilt: fc.tuple(
      fc.double({ min: -0.7, max: 0.7, noNaN: true }),
      fc.double({ min: -0.7, max: 0.7, noNaN: true }),
    ),
    distance: fc.double({ min: 1, max: 5, noNaN: true }),
    scale: fc.constantFrom(1.2, 1.5, 2),
    shift: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
  });

  it("zoomNormals turns the normals of a plane to those of the zoomed plane", () => {
    fc.assert(
      fc.property(plane, ({ tilt: [a, b], distance, scale, shift }) => {
        const length = Math.hypot(a, b, 1);
        const normal = [a / length, b / length, -1 / length] as const;
        const window = windowOf(size, scale);
        const x = Math.round(shift[0] * (size.width - window.width));
        const y = Math.round(shift[1] * (size.height - window.height));
        const out = scaleCrop(planeSample(normal, -distance), { scale, x, y, zoomNormals: true });
        const { values: depth } = targetOf(out, "depth");
        const { values: n } = targetOf(out, "normals");
        // The points that the pixels show, in space as it is after the zoom: (X, Y, Z / s).
        const pointAt = (column: number, row: number) => {
          const i = row * size.width + column;
          const u = x + Math.round((column * (window.width - 1)) / (size.width - 1));
          const v = y + Math.round((row * (window.height - 1)) / (size.height - 1));
          const [rx, ry] = rayOf(u, v, camera);
          const z = depth[i]! * scale;
          return [rx * z, ry * z, depth[i]!] as const;
        };
        const [right, bottom] = [size.width - 1, size.height - 1];
        const corner = pointAt(0, 0);
        for (const [column, row] of [
          [right, 0],
          [0, bottom],
          [right, bottom],
        ] as const) {
          const other = pointAt(column, row);
          const edge = [0, 1, 2].map((k) => other[k]! - corner[k]!);
          const pixels = size.width * size.height;
          const i = row * size.width + column;
          const slant = [0, 1, 2].reduce((sum, k) => sum + n[k * pixels + i]! * edge[k]!, 0);
          expect(Math.abs(slant) / Math.hypot(...edge)).toBeLessThan(1e-5);
        }
        expect(n[2 * size.width * size.height]).toBeLessThan(0);
      }),
      // Shrinking so many numbers would take hours.
      { endOnFailure: true },
    );
  });

  it("otherwise keeps the directions of normals", () => {
    const out = scaleCrop(planeSample([0.6, 0, -0.8], -2), { scale: 1.5, x: 4, y: 2 });
    const { values } = targetOf(out, "normals");
    const pixels = size.width * size.height;
    expect(
      [values[7], values[pixels + 7], values[2 * pixels + 7]].map((v) => Math.round(v! * 1e6) / 1e6),
    ).toEqual([0.6, 0, -0.8]);
  });

  it("gives unit normals between pixels that differ, from the valid ones alone", () => {
    const sample = countingSample({ width: 9, height: 7 });
    const { values, mask } = targetOf(scaleCrop(sample, { scale: 1.5, x: 1, y: 1 }), "normals");
    expect(mask).toContain(0);
    mask.forEach((valid, i) => {
      expect(Math.hypot(values[i]!, values[63 + i]!, values[126 + i]!)).toBeCloseTo(valid, 5);
    });
  });

  it("leaves its input alone, and returns it at scale 1", () => {
    const sample = countingSample({ width: 5, height: 5 });
    expect(scaleCrop(sample, { scale: 1, x: 0, y: 0 })).toBe(sample);
    scaleCrop(sample, { scale: 1.2, x: 1, y: 0, zoomNormals: true });
    expect(sample).toEqual(countingSample({ width: 5, height: 5 }));
  });

  it("works on a picture of one pixel", () => {
    const one = countingSample({ width: 1, height: 1 });
    expect(targetOf(scaleCrop(one, { scale: 1.5, x: 0, y: 0 }), "depth").values[0]).toBeCloseTo(1 / 1.5, 6);
  });

  it.each([
    [{ scale: 0.9, x: 0, y: 0 }, "scaleCrop: expected scale to be a number >= 1; got 0.9"],
    [{ scale: Number.NaN, x: 0, y: 0 }, "scaleCrop: expected scale to be a number >= 1; got NaN"],
    [{ scale: 2, x: 4, y: 0 }, "scaleCrop: expected x to be an integer 0..3; got 4"],
    [{ scale: 2, x: 0, y: -1 }, "scaleCrop: expected y to be an integer 0..2; got -1"],
  ])("refuses %o", async (crop, message) => {
    expect(await refusal(() => scaleCrop(countingSample({ width: 6, height: 4 }), crop))).toBe(message);
  });
});
