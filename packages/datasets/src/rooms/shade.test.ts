import { describe, expect, it } from "vitest";
import { flatten } from "./geometry.ts";
import { lampLight } from "./light.ts";
import { type Piece, place, solidsOf } from "./piece.ts";
import type { Scene } from "./scene.ts";
import { sees, shade } from "./shade.ts";
import { visibility } from "./shadows.ts";
import type { Hit } from "./trace.ts";

const white = { r: 1, g: 1, b: 1 };
const grey = { albedo: { r: 0.5, g: 0.5, b: 0.5 } };

/** A lamp two metres above the middle of a floor of 4 x 4 m. */
const lamp = lampLight({ x: 2, y: 2, z: 2 }, white);

/** A table top of 1 x 1 m, one metre above the middle: its shadow on the floor is 2 x 2 m. */
const top = place(
  {
    width: 1,
    depth: 1,
    height: 1.02,
    solids: [solidsOf("table").box(() => grey, { bottom: 1 }, [1, 0.02, 1])],
  },
  2,
  2,
  0,
);

const sceneOf = (pieces: readonly Piece[], shines = false): Scene => ({
  room: { width: 4, height: 3, depth: 4 },
  palette: {} as Scene["palette"],
  camera: {} as Scene["camera"],
  pieces,
  geometry: flatten(pieces, () => shines),
  solids: [],
  ambient: { r: 0.2, g: 0.2, b: 0.2 },
  lights: [lamp],
  exposure: 1,
});

const floorAt = (x: number, z: number): Hit => ({
  t: 1,
  at: { x, y: 0, z },
  normal: { x: 0, y: 1, z: 0 },
  label: "floor",
  look: grey,
  face: 1,
});

describe("shadows", () => {
  it("lie where something is in the way of a light, unless it shines", () => {
    const scene = sceneOf([top]);
    expect([sees(scene, floorAt(2, 2), lamp, 0, 0), sees(scene, floorAt(2.9, 2), lamp, 0, 0)]).toEqual([
      false,
      false,
    ]);
    expect([sees(scene, floorAt(3.1, 2), lamp, 0, 0), sees(scene, floorAt(2, 0.5), lamp, 0, 0)]).toEqual([
      true,
      true,
    ]);
    expect(sees(sceneOf([top], true), floorAt(2, 2), lamp, 0, 0)).toBe(true);
  });

  it("fade over the edge of a shadow, from none of the light to all of it", () => {
    const size = { width: 48, height: 3 };
    const hits = Array.from({ length: 48 * 3 }, (_, i) =>
      floorAt(2 + (i % 48) / 24, 2 + Math.floor(i / 48) / 100),
    );
    const row = [...visibility(sceneOf([top]), hits, size, lamp).slice(48, 96)];
    expect([row[3], row[44]]).toEqual([0, 1]);
    const soft = row.filter((share) => share > 0 && share < 1);
    expect(soft.length).toBeGreaterThan(3);
    expect(row.indexOf(1)).toBeGreaterThan(20);
  });
});

describe("shade", () => {
  const open = sceneOf([]);

  it("adds ambient and visible light, times what the surface throws back", () => {
    const hit = floorAt(2, 2);
    const dark = shade(open, hit, () => 0).r;
    // Light from above reaches an open floor in full.
    expect(dark).toBeCloseTo(0.5 * 0.2, 4);
    expect(shade(open, hit, () => 1).r).toBeCloseTo(dark + 0.5 / 4.4, 4);
    expect(shade(open, hit, () => 0.5).g).toBeCloseTo(dark + 0.25 / 4.4, 4);
    expect(shade(open, { ...hit, look: { ...grey, glow: white } }, () => 0).b).toBeCloseTo(dark + 1, 4);
  });

  it("is darker in corners and under furniture", () => {
    const middle = shade(open, floorAt(2, 2), () => 0).r;
    expect(shade(open, floorAt(0.05, 2), () => 0).r).toBeLessThan(0.85 * middle);
    expect(shade(open, floorAt(0.05, 0.05), () => 0).r).toBeLessThan(0.7 * middle);
    const chest = place(
      { ...top, solids: [solidsOf("shelf").box(() => grey, { bottom: 0 }, [1, 1, 1])] },
      2,
      2,
      0,
    );
    expect(shade(sceneOf([chest]), floorAt(2.52, 2), () => 0).r).toBeLessThan(0.6 * middle);
  });
});
