import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seeded } from "../random.ts";
import { FloorPlan } from "./floor-plan.ts";
import { type Furniture, type Piece, solidsOf } from "./piece.ts";

const room = { width: 4, height: 2.5, depth: 5 };
const camera = { x: 2, z: 0.4 };

const block = (width: number, depth: number, height: number, bottom = 0): Furniture => ({
  width,
  depth,
  height,
  solids: [
    solidsOf("object").box(() => ({ albedo: { r: 1, g: 1, b: 1 } }), { bottom }, [
      width,
      height - bottom,
      depth,
    ]),
  ],
});

/** What a piece takes of the floor. */
function footprint({ x, z, cos, sin, width, depth }: Piece) {
  const [c, s] = [Math.abs(cos), Math.abs(sin)];
  const [hu, hv] = [(c * width + s * depth) / 2, (s * width + c * depth) / 2];
  return { left: x - hu, right: x + hu, near: z - hv, far: z + hv };
}

describe("FloorPlan", () => {
  it("stands things in the room, beside each other and clear of the camera", () => {
    const length = fc.double({ min: 0.3, max: 1.8, noNaN: true });
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.tuple(length, length, length), { maxLength: 8 }), (seed, sizes) => {
        const plan = new FloorPlan(seeded("plan", seed), room, camera);
        for (const [i, [w, d, h]] of sizes.entries())
          if (i % 3 === 2) plan.free(block(w, d, h), 1 + w, 2 + d, h);
          else plan.againstWall(block(w, d, h), ["back", "left", "right"]);
        const places = plan.pieces.map(footprint);
        expect(plan.standing).toBe(places.length);
        places.forEach((a, i) => {
          expect(a.left >= 0 && a.right <= room.width && a.near >= 0 && a.far <= room.depth).toBe(true);
          const [aside, ahead] = [
            Math.max(a.left - camera.x, camera.x - a.right, 0),
            Math.max(a.near - camera.z, 0),
          ];
          expect(Math.hypot(aside, ahead)).toBeGreaterThan(0.75);
          for (const b of places.slice(i + 1))
            expect(a.right <= b.left || b.right <= a.left || a.far <= b.near || b.far <= a.near).toBe(true);
        });
      }),
      { endOnFailure: true },
    );
  });

  it("turns the back of things to their wall", () => {
    const gap = (wall: "back" | "left" | "right") => {
      const put = new FloorPlan(seeded("plan", 1), room, camera).againstWall(block(0.8, 0.4, 0.5), [wall])!;
      const { left, right, far } = footprint(put);
      return { back: room.depth - far, left, right: room.width - right }[wall].toFixed(3);
    };
    expect([gap("back"), gap("left"), gap("right")]).toEqual(["0.010", "0.010", "0.010"]);
  });

  it("hangs things where the wall is free", () => {
    const plan = new FloorPlan(seeded("plan", 1), { ...room, width: 1.5 }, camera);
    expect(plan.againstWall(block(1.3, 0.3, 2), ["back"])).toBeDefined();
    expect(plan.onWall(block(0.6, 0.04, 2, 1.5), 1.5, ["back"])).toBeUndefined();
    expect(plan.onWall(block(0.3, 0.04, 2.4, 2.2), 2.2, ["back"])).toBeDefined();
    expect(plan.standing).toBe(1);
  });

  it("stands things beside others, in front of them if dz is negative, whichever way they look", () => {
    for (const wall of ["back", "left", "right"] as const) {
      const plan = new FloorPlan(seeded("plan", 3), room, camera);
      const anchor = plan.againstWall(block(0.8, 0.4, 0.5), [wall])!;
      const put = plan.beside(anchor, block(0.3, 0.3, 0.3), 0.1, -0.5, 1)!;
      const [x, z] = [put.x - anchor.x, put.z - anchor.z];
      const inward = { back: -z, left: x, right: -x }[wall];
      const sideways = { back: x, left: z, right: -z }[wall];
      expect([inward, sideways].map((v) => v.toFixed(3))).toEqual(["0.500", "0.100"]);
      expect(Math.sin(Math.atan2(put.sin, put.cos) - Math.atan2(anchor.sin, anchor.cos))).toBeCloseTo(
        Math.sin(1),
        9,
      );
    }
  });

  it("leaves out what does not fit", () => {
    const plan = new FloorPlan(seeded("plan", 1), room, camera);
    expect(plan.againstWall(block(9, 1, 1), ["back", "left"])).toBeUndefined();
    expect(plan.free(block(1, 1, 1), 0.2, 3, 0)).toBeUndefined();
    expect(plan.pieces).toEqual([]);
  });

  it("moves loose things inside", () => {
    const plan = new FloorPlan(seeded("plan", 1), room, camera);
    const { left, far } = footprint(plan.loose(block(1, 1, 0.01), 0, 9, 0));
    expect([left, far]).toEqual([0, room.depth]);
  });
});
