import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstHit, flatten, newRay, type Ray } from "./geometry.ts";
import { type Piece, place } from "./piece.ts";
import { normalAt, type Solid, type Vector } from "./solid.ts";

const material = () => ({ albedo: { r: 0, g: 0, b: 0 } });

// Without the bias to limits and zeros, which puts rays exactly along edges; and, below, without shrinking, which takes
// hours on this many numbers.
const between = (min: number, max: number) => fc.noBias(fc.double({ min, max, noNaN: true }));

const solid: fc.Arbitrary<Solid> = fc.record({
  shape: fc.constantFrom("box", "cylinder", "ellipsoid"),
  x: between(-0.5, 0.5),
  y: between(0, 1),
  z: between(-0.5, 0.5),
  hx: between(0.1, 0.5),
  hy: between(0.1, 0.5),
  hz: between(0.1, 0.5),
  label: fc.constant("object"),
  material: fc.constant(material),
});

const piece = fc
  .record({
    solids: fc.array(solid, { minLength: 1, maxLength: 3 }),
    x: between(-1, 1),
    z: between(-1, 1),
    turn: between(-4, 4),
  })
  .map(({ solids, x, z, turn }) => place({ width: 1, depth: 1, height: 1, solids }, x, z, turn));

/** From a point well outside everything, roughly towards it. */
const aimed = fc
  .record({
    angle: between(0, 2 * Math.PI),
    y: between(-3, 4),
    tx: between(-1, 1),
    ty: between(0, 1),
    tz: between(-1, 1),
  })
  .map(({ angle, y, tx, ty, tz }) => {
    const [ox, oz] = [5 * Math.cos(angle), 5 * Math.sin(angle)];
    return Float64Array.of(ox, y, oz, tx - ox, ty - y, tz - oz, 4);
  });

/** By the definition of the shapes: how deep a point lies inside a solid; negative outside. */
function depthInside({ x: px, z: pz, cos, sin }: Piece, s: Solid, at: Vector): number {
  const local = { x: cos * (at.x - px) - sin * (at.z - pz), z: sin * (at.x - px) + cos * (at.z - pz) };
  const [x, y, z] = [(local.x - s.x) / s.hx, (at.y - s.y) / s.hy, (local.z - s.z) / s.hz];
  if (s.shape === "box") return 1 - Math.max(Math.abs(x), Math.abs(y), Math.abs(z));
  return s.shape === "cylinder" ? 1 - Math.max(Math.abs(y), Math.hypot(x, z)) : 1 - Math.hypot(x, y, z);
}

const pointOf = (ray: Ray, t: number) => ({
  x: ray[0]! + t * ray[3]!,
  y: ray[1]! + t * ray[4]!,
  z: ray[2]! + t * ray[5]!,
});

const flatSolids = (pieces: readonly Piece[]) => pieces.flatMap((p) => p.solids.map((s) => ({ p, s })));

describe("firstHit", () => {
  it("finds the place where a ray goes from outside all solids into one", () => {
    let hits = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), aimed, (pieces, given) => {
        const ray = given.slice();
        const all = flatSolids(pieces);
        const index = firstHit(
          flatten(pieces, () => false),
          ray,
          false,
        );
        const t = ray[6]!;
        let deepest = -1;
        for (let step = 0; step < 1; step += 1 / 300)
          for (const { p, s } of all) deepest = Math.max(deepest, depthInside(p, s, pointOf(ray, step * t)));
        expect(deepest).toBeLessThan(1e-9);
        if (index < 0) expect(t).toBe(4);
        else {
          hits++;
          const { p, s } = all[index]!;
          expect(depthInside(p, s, pointOf(ray, t))).toBeCloseTo(0, 9);
        }
      }),
      { numRuns: 300, endOnFailure: true },
    );
    expect(hits).toBeGreaterThan(50);
  });

  it("knows a shadow by any solid that does not shine", () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 4 }),
        aimed,
        fc.integer({ min: 0, max: 7 }),
        (pieces, ray, mask) => {
          const all = flatSolids(pieces);
          const shining = new Set(all.filter((_, i) => (mask >> (i % 3)) & 1).map(({ s }) => s));
          const dark = pieces.map((p) => ({ ...p, solids: p.solids.filter((s) => !shining.has(s)) }));
          const shadowed =
            firstHit(
              flatten(pieces, (s) => shining.has(s)),
              ray.slice(),
              true,
            ) >= 0;
          expect(shadowed).toBe(
            firstHit(
              flatten(dark, () => false),
              ray.slice(),
              false,
            ) >= 0,
          );
        },
      ),
    );
  });

  it("sees nothing beyond the ray's t, behind it, or of a solid it starts in", () => {
    const box: Solid = {
      shape: "box",
      x: 0,
      y: 0.5,
      z: 0,
      hx: 0.5,
      hy: 0.5,
      hz: 0.5,
      label: "object",
      material,
    };
    const geometry = flatten([place({ width: 1, depth: 1, height: 1, solids: [box] }, 0, 3, 0)], () => false);
    const hit = (z: number, dz: number, t: number) =>
      firstHit(geometry, Float64Array.of(0, 0.5, z, 0, 0, dz, t), false);
    expect(hit(0, 1, 2.4)).toBe(-1);
    expect(hit(0, 1, 2.6)).toBe(0);
    expect(hit(0, -1, 9)).toBe(-1);
    expect(hit(3, 1, 9)).toBe(-1);
    expect(
      firstHit(
        flatten([], () => false),
        newRay(),
        false,
      ),
    ).toBe(-1);
  });
});

describe("normalAt", () => {
  it("is a unit vector against the ray, out of the solid", () => {
    fc.assert(
      fc.property(solid, aimed, (s, given) => {
        const ray = given.slice();
        const lone = place({ width: 1, depth: 1, height: 1, solids: [s] }, 0, 0, 0);
        fc.pre(
          firstHit(
            flatten([lone], () => false),
            ray,
            false,
          ) === 0,
        );
        const at = pointOf(ray, ray[6]!);
        const d = { x: ray[3]!, y: ray[4]!, z: ray[5]! };
        const n = normalAt(s, { x: at.x - s.x, y: at.y - s.y, z: at.z - s.z }, d);
        expect(Math.hypot(n.x, n.y, n.z)).toBeCloseTo(1, 9);
        expect(n.x * d.x + n.y * d.y + n.z * d.z).toBeLessThan(0);
        const off = (by: number) => ({ x: at.x + by * n.x, y: at.y + by * n.y, z: at.z + by * n.z });
        expect(depthInside(lone, s, off(1e-4))).toBeLessThan(0);
        expect(depthInside(lone, s, off(-1e-4))).toBeGreaterThan(0);
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });

  it("is that of the face which looks at the ray, on an edge", () => {
    const s: Solid = { shape: "box", x: 0, y: 0, z: 0, hx: 1, hy: 1, hz: 1, label: "object", material };
    const at = (x: number, y: number, z: number, dx: number, dy: number, dz: number) => {
      const n = normalAt(s, { x, y, z }, { x: dx, y: dy, z: dz });
      return [n.x, n.y, n.z];
    };
    expect(at(1, 0, 1, -1, 0, 1)).toEqual([1, 0, 0]);
    expect(at(1, 0, 1, 1, 0, -1)).toEqual([0, 0, 1]);
    expect(at(0, 1, 1, 0, -1, 1)).toEqual([0, 1, 0]);
  });

  it("is the gradient on a stretched ellipsoid", () => {
    const s: Solid = { shape: "ellipsoid", x: 0, y: 0, z: 0, hx: 2, hy: 1, hz: 1, label: "object", material };
    const at = { x: Math.SQRT2, y: 0, z: -Math.SQRT1_2 };
    const n = normalAt(s, at, { x: 0, y: 0, z: 1 });
    // x / 4 : z = 0.3536 : -0.7071
    expect([n.x, n.y, n.z].map((v) => Math.round(v * 1e4) / 1e4)).toEqual([0.4472, 0, -0.8944]);
  });
});
