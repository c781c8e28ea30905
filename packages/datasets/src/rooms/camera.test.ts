import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seeded } from "../random.ts";
import { aim, holdCamera, roomIntrinsics } from "./camera.ts";
import { newRay } from "./geometry.ts";
import { dot } from "./solid.ts";

const room = { width: 4, depth: 5 };

describe("the camera of a room", () => {
  it("has three unit axes at right angles: x right, y down, z forward", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { right, down, forward } = holdCamera(seeded("camera", seed), room);
        for (const axis of [right, down, forward]) expect(dot(axis, axis)).toBeCloseTo(1, 12);
        for (const [a, b] of [
          [right, down],
          [right, forward],
          [down, forward],
        ] as const)
          expect(dot(a, b)).toBeCloseTo(0, 12);
        expect([right.x > 0.5, down.y < -0.8, forward.z > 0.5]).toEqual([true, true, true]);
      }),
    );
  });

  it("stands inside, near its wall, and looks at the other", () => {
    for (let seed = 0; seed < 50; seed++) {
      const { x, y, z, forward } = holdCamera(seeded("camera", seed), room);
      expect(x > 1 && x < 3 && y > 1.1 && y < 1.7 && z > 0.2 && z < 0.7).toBe(true);
      const t = (room.depth - z) / forward.z;
      expect(x + t * forward.x > 0 && x + t * forward.x < room.width).toBe(true);
    }
  });

  it("sends rays whose t is the depth", () => {
    const camera = holdCamera(seeded("camera", 1), room);
    const intrinsics = { fx: 50, fy: 40, cx: 20, cy: 10 };
    const ray = newRay();
    aim(ray, camera, intrinsics, 45, -10);
    const d = { x: ray[3]!, y: ray[4]!, z: ray[5]! };
    const wanted = [25 / 50, -20 / 40, 1];
    [dot(d, camera.right), dot(d, camera.down), dot(d, camera.forward)].forEach((part, i) => {
      expect(part).toBeCloseTo(wanted[i]!, 12);
    });
    expect([...ray.slice(0, 3)]).toEqual([camera.x, camera.y, camera.z]);
  });

  it.each([
    [64, 48, 59.296],
    [64, 20, 59.296],
    [48, 64, 79.0613],
  ])("has a lens that sees 57 degrees of %d x %d at most", (width, height, focal) => {
    const { fx, fy, cx, cy } = roomIntrinsics({ width, height });
    expect([fx, fy, cx, cy].map((v) => Math.round(v * 1e4) / 1e4)).toEqual([
      focal,
      focal,
      (width - 1) / 2,
      (height - 1) / 2,
    ]);
  });
});
