import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seeded } from "../random.ts";
import { hsl } from "./colour.ts";
import { cell, noise, ramp } from "./noise.ts";
import { buildScene } from "./scene.ts";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe("colours", () => {
  it.each([
    [0, 1, 0.5, [1, 0, 0]],
    [1 / 3, 1, 0.5, [0, 1, 0]],
    [-1 / 3, 1, 0.5, [0, 0, 1]],
    [0.7, 0, 0.5, [0.25, 0.25, 0.25]],
    [0.5, 1, 1, [1, 1, 1]],
  ] as const)("hsl(%d, %d, %d)", (hue, saturation, lightness, wanted) => {
    const { r, g, b } = hsl(hue, saturation, lightness);
    expect([r, g, b].map((v) => Math.round(v * 1e6) / 1e6)).toEqual(wanted);
  });
});

describe("noise", () => {
  it("lies in 0..1 and has no jumps", () => {
    fc.assert(
      fc.property(between(-50, 50), between(-50, 50), (x, y) => {
        const value = noise(x, y);
        expect(value >= 0 && value <= 1).toBe(true);
        expect(Math.abs(noise(x + 1e-6, y - 1e-6) - value)).toBeLessThan(1e-4);
      }),
    );
    expect(new Set(Array.from({ length: 100 }, (_, i) => cell(i % 10, Math.floor(i / 10)))).size).toBe(100);
  });

  it("ramps from 0 to 1", () => {
    expect([ramp(1, 3, 0), ramp(1, 3, 1), ramp(1, 3, 2), ramp(1, 3, 3), ramp(1, 3, 9)]).toEqual([
      0, 0, 0.5, 1, 1,
    ]);
  });
});

describe("materials", () => {
  it("throw back no more light than falls on them, and never less than none", () => {
    const faces = [
      { x: 0, y: 1, z: 0 },
      { x: 1, y: 0, z: 0 },
      { x: 0, y: 0, z: -1 },
    ];
    fc.assert(
      fc.property(
        fc.nat(200),
        fc.constantFrom(...faces),
        between(0, 0.5),
        fc.tuple(between(-3, 3), between(-1, 3), between(-3, 3)),
        (seed, normal, footprint, [x, y, z]) => {
          const { solids, palette } = buildScene(seeded("looks", seed));
          const materials = [
            ...solids.map(({ solid }) => solid.material),
            palette.floor,
            palette.wall,
            palette.backWall,
            palette.ceiling,
          ];
          for (const material of materials) {
            const { albedo, glow } = material({ at: { x, y, z }, normal, footprint });
            for (const share of [albedo.r, albedo.g, albedo.b]) expect(share >= 0 && share < 1.5).toBe(true);
            if (glow !== undefined)
              for (const light of [glow.r, glow.g, glow.b]) expect(light >= 0 && light < 3).toBe(true);
          }
        },
      ),
      { endOnFailure: true },
    );
  });
});
