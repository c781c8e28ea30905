import { describe, expect, it } from "vitest";
import { lampLight, skyLight, sunLight } from "./light.ts";
import { place, solidsOf } from "./piece.ts";

const white = { r: 1, g: 1, b: 1 };
const up = { x: 0, y: 1, z: 0 };
const down = { x: 0, y: -1, z: 0 };
const room = { width: 4, height: 2.5, depth: 5 };

/** One metre square, in the middle of the back wall, 1..2 m above the floor. */
const window = place(
  {
    width: 1,
    depth: 0.06,
    height: 2,
    solids: [solidsOf("window").box(() => ({ albedo: white }), { bottom: 1 }, [1, 1, 0.06])],
  },
  2,
  5 - 0.03,
  0,
);

describe("lamps", () => {
  const lamp = lampLight({ x: 2, y: 2, z: 2 }, white);

  it("light what faces them, less at a distance and at a slant", () => {
    const below = lamp.strength({ x: 2, y: 0, z: 2 }, up);
    expect(below).toBeCloseTo(1 / (4 + 0.4), 9);
    expect(lamp.strength({ x: 2, y: 1, z: 2 }, up)).toBeGreaterThan(below);
    expect(lamp.strength({ x: 3, y: 0, z: 2 }, up)).toBeLessThan(below);
    expect(lamp.strength({ x: 2, y: 0, z: 2 }, down)).toBe(0);
  });

  it("are reached at their places", () => {
    expect(lamp.way({ x: 2, y: 0, z: 2 }, 0, 0)).toEqual({ x: 0, y: 2, z: 0 });
    expect(lamp.way({ x: 2, y: 0, z: 2 }, 1, -1)).toEqual({
      x: expect.closeTo(0.14),
      y: 2,
      z: expect.closeTo(-0.14),
    });
  });
});

describe("windows", () => {
  const sky = skyLight(window, white);

  it("light the room in front of them, not their own wall", () => {
    expect(sky.strength({ x: 2, y: 0, z: 3 }, up)).toBeGreaterThan(0);
    expect(sky.strength({ x: 2, y: 0, z: 3 }, up)).toBeGreaterThan(sky.strength({ x: 2, y: 0, z: 1 }, up));
    expect(sky.strength({ x: 0.5, y: 1.5, z: 5 }, { x: 0, y: 0, z: -1 })).toBe(0);
  });

  it("let the sun in on the spots it reaches through them", () => {
    // The sun stands behind the window, 45 degrees high: the window's image lies on the floor 1 to 2 m before the wall.
    const sun = sunLight({ x: 0, y: Math.SQRT1_2, z: Math.SQRT1_2 }, [window], room, white);
    const floor = (x: number, z: number) => sun.way({ x, y: 0, z }, 0, 0) !== undefined;
    expect([floor(2, 3.5), floor(2.4, 3.1), floor(2.6, 3.5), floor(2, 4.1), floor(2, 2.9)]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(sun.way({ x: 2, y: 0, z: 3.5 }, 0, 0)).toEqual({
      x: 0,
      y: expect.closeTo(1.5),
      z: expect.closeTo(1.5),
    });
    expect(sun.strength({ x: 2, y: 0, z: 3.5 }, up)).toBeCloseTo(Math.SQRT1_2, 9);
    expect(sun.strength({ x: 2, y: 0, z: 3.5 }, down)).toBe(0);
  });
});
