import { describe, expect, it } from "vitest";
import { seeded } from "../random.ts";
import { refusal } from "../refusal.fixture.ts";
import type { Known } from "../resize/known.ts";
import type { Intrinsics } from "../sample.ts";
import { normalsFromDepth } from "./normals-from-depth.ts";

type Vector = readonly [x: number, y: number, z: number];

const size = { width: 40, height: 30 };
const pixels = size.width * size.height;
const camera: Intrinsics = { fx: 35, fy: 33, cx: 18.5, cy: 14.25 };
const ray = (i: number): Vector => [
  ((i % size.width) - camera.cx) / camera.fx,
  (Math.floor(i / size.width) - camera.cy) / camera.fy,
  1,
];
const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const unit = ([x, y, z]: Vector): Vector => {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
};

function depthMap(metres: (ray: Vector, i: number) => number): Known {
  const values = Float32Array.from({ length: pixels }, (_, i) => metres(ray(i), i));
  return { values, mask: Uint8Array.from(values, (value) => (value > 0 ? 1 : 0)) };
}

/** Degrees between each normal that is known and the true one. */
function angles({ values, mask }: Known, truth: (i: number) => Vector | undefined): number[] {
  const all: number[] = [];
  for (let i = 0; i < pixels; i++) {
    const wanted = truth(i);
    if (mask[i] === 0 || wanted === undefined) continue;
    const normal: Vector = [values[i]!, values[pixels + i]!, values[2 * pixels + i]!];
    expect(Math.hypot(...normal)).toBeCloseTo(1, 6);
    expect(dot(normal, ray(i))).toBeLessThan(0);
    // By the sine too: the cosine of a small angle has lost its digits.
    const [x, y, z] = [
      normal[1] * wanted[2] - normal[2] * wanted[1],
      normal[2] * wanted[0] - normal[0] * wanted[2],
      normal[0] * wanted[1] - normal[1] * wanted[0],
    ];
    all.push((Math.atan2(Math.hypot(x, y, z), dot(normal, wanted)) * 180) / Math.PI);
  }
  return all;
}
const mean = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;

/** A plane n . X = d in front of the camera, n facing it. */
const planes: readonly (readonly [Vector, number])[] = [
  [[0, 0, -1], -2],
  [[0.6, 0, -0.8], -1.5],
  [[0, -0.6, -0.8], -1.2],
  [unit([0.3, 0.5, -0.7]), -3],
];

describe("normalsFromDepth", () => {
  it.each(planes)("finds the plane %j at %d to the last digits that its depth has", (normal, distance) => {
    const map = depthMap((r) => Math.max(distance / dot(normal, r), 0));
    for (const radius of [1, 2, 4, 6, 7]) {
      const found = angles(normalsFromDepth(map, size, camera, { radius }), () => normal);
      expect(found.length).toBeGreaterThan(pixels / 2);
      expect(Math.max(...found)).toBeLessThan(0.003);
    }
  });

  it("finds a sphere's normals, but for what its bend adds", () => {
    const [centre, radius]: [Vector, number] = [[0.1, -0.05, 3], 1.2];
    const hit = (r: Vector) => {
      const [a, b, c] = [dot(r, r), dot(r, centre), dot(centre, centre) - radius * radius];
      return b * b > a * c ? (b - Math.sqrt(b * b - a * c)) / a : 0;
    };
    const truth = (i: number): Vector | undefined => {
      const [z, r] = [hit(ray(i)), ray(i)];
      // Towards the rim a window holds ever more of the bend.
      const normal = unit([z * r[0] - centre[0], z * r[1] - centre[1], z - centre[2]]);
      return z > 0 && dot(normal, unit(r)) < -0.5 ? normal : undefined;
    };
    const found = angles(normalsFromDepth(depthMap(hit), size, camera, { radius: 1 }), truth);
    expect(found.length).toBeGreaterThan(200);
    expect(mean(found)).toBeLessThan(0.4);
  });

  it("averages noise away: nine times the neighbours, less than a third of the error", () => {
    const [normal, distance] = planes[3]!;
    const random = seeded("noise", 0);
    // Noise of 1 % of the inverse depth, as that of a sensor of disparity.
    const map = depthMap((r) => distance / dot(normal, r) / (1 + random.uniform(-0.01, 0.01)));
    const error = (radius: number) =>
      mean(angles(normalsFromDepth(map, size, camera, { radius }), () => normal));
    const [narrow, wide] = [error(1), error(4)];
    expect(narrow).toBeGreaterThan(3);
    expect(wide).toBeLessThan(narrow / 3);
  });

  it("keeps surfaces apart whose depths differ by more than 5 %", () => {
    const edge = depthMap((_, i) => (i % size.width < 20 ? 2 : 2.11));
    const found = angles(normalsFromDepth(edge, size, camera), () => [0, 0, -1]);
    expect(found).toHaveLength(pixels);
    expect(Math.max(...found)).toBeLessThan(1e-4);
    const slope = depthMap((_, i) => (i % size.width < 20 ? 2 : 2.09));
    expect(Math.max(...angles(normalsFromDepth(slope, size, camera), () => [0, 0, -1]))).toBeGreaterThan(10);
  });

  it("has no normal where depth is unknown, or too few neighbours are of the surface", () => {
    const [alone, line] = [5 * size.width + 7, 20];
    const map = depthMap((_, i) =>
      i === alone ? 1 : Math.floor(i / size.width) === line ? 1.5 : i % size.width < 3 ? 0 : 4,
    );
    const { mask, values } = normalsFromDepth(map, size, camera);
    for (let i = 0; i < pixels; i++) {
      const none = i === alone || Math.floor(i / size.width) === line || map.mask[i] === 0;
      expect(mask[i]).toBe(none ? 0 : 1);
      if (none) expect([values[i], values[pixels + i], values[2 * pixels + i]]).toEqual([0, 0, 0]);
    }
  });

  it("has no normal where the neighbours of the surface lie in a line, or are less than a quarter", () => {
    const line = depthMap((_, i) => (Math.floor(i / size.width) === 20 ? 1.5 : 4));
    const inLine = normalsFromDepth(line, size, camera, { radius: 1 });
    for (let x = 0; x < size.width; x++) expect(inLine.mask[20 * size.width + x]).toBe(0);
    const inPatch = (i: number, side: number) => {
      const [x, y] = [(i % size.width) - 10, Math.floor(i / size.width) - 10];
      return x >= 0 && x < side && y >= 0 && y < side;
    };
    const patch = (side: number) => depthMap((_, i) => (inPatch(i, side) ? 1.5 : 4));
    // Of the 25 pixels of a window 4 are too few, 9 enough.
    for (const [side, known] of [
      [2, 0],
      [3, 1],
    ] as const) {
      const { mask } = normalsFromDepth(patch(side), size, camera);
      for (let i = 0; i < pixels; i++) if (inPatch(i, side)) expect(mask[i]).toBe(known);
    }
  });

  it("fits to cells of 2x2 pixels in wide windows what it would fit to the pixels", () => {
    const [normal, distance] = planes[3]!;
    const random = seeded("noise", 1);
    const map = depthMap((r) => distance / dot(normal, r) / (1 + random.uniform(-0.01, 0.01)));
    const error = (radius: number) =>
      mean(angles(normalsFromDepth(map, size, camera, { radius }), () => normal));
    // The last window of pixels, and the first of cells, which is wider.
    expect(error(6) / error(5)).toBeGreaterThan(0.5);
    expect(error(6) / error(5)).toBeLessThan(1.1);
    // An edge through the middle of cells, and one between them; the mean of a cell would pass for either side.
    for (const edge of [19, 20]) {
      const apart = depthMap((_, i) => (i % size.width < edge ? 2 : 2.12));
      const { mask } = normalsFromDepth(apart, size, camera, { radius: 6 });
      expect(mask.every((known) => known === 1)).toBe(true);
      const found = angles(normalsFromDepth(apart, size, camera, { radius: 6 }), () => [0, 0, -1]);
      expect(Math.max(...found)).toBeLessThan(1e-4);
    }
  });

  it("gives at chosen pixels what it gives at all", () => {
    const [normal, distance] = planes[1]!;
    const map = depthMap((r) => distance / dot(normal, r));
    const all = normalsFromDepth(map, size, camera);
    const at = { xs: Int32Array.of(3, 3, 39), ys: Int32Array.of(0, 17) };
    const some = normalsFromDepth(map, size, camera, { at });
    for (const [row, y] of at.ys.entries())
      for (const [column, x] of at.xs.entries())
        for (let axis = 0; axis < 3; axis++)
          expect(some.values[axis * 6 + row * 3 + column]).toBe(
            all.values[axis * pixels + y * size.width + x],
          );
  });

  it("refuses a window of one pixel", async () => {
    expect(
      await refusal(() =>
        normalsFromDepth(
          depthMap(() => 1),
          size,
          camera,
          { radius: 0 },
        ),
      ),
    ).toBe("normalsFromDepth: expected radius to be an integer >= 1; got 0");
  });
});
