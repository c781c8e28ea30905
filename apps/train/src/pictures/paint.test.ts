import { describe, expect, it } from "vitest";
import { classColour } from "./class-colour.ts";
import { type Colour, UNKNOWN } from "./colour.ts";
import { depthColour, depthRange } from "./depth-colour.ts";
import { normalColour } from "./normal-colour.ts";
import { paintImage, paintOutput, paintTarget } from "./paint.ts";

const flat = (...colours: Colour[]) => Uint8Array.from(colours.flat());

describe("depthColour", () => {
  it("runs through inferno, near bright", () => {
    // matplotlib's inferno at 1, 0.5 and 0; the polynomials are off by a few levels.
    const expected = [
      [252, 255, 164],
      [188, 55, 84],
      [0, 0, 4],
    ];
    for (const [i, depth] of [1, 2, 3].entries())
      for (const [c, level] of depthColour(depth, { near: 1, far: 3 }).entries())
        expect(Math.abs(level - expected[i]![c]!)).toBeLessThanOrEqual(5);
  });

  it("gives the ends of the range to what lies outside, and one colour to a range of nothing", () => {
    const range = { near: 1, far: 3 };
    expect(depthColour(-5, range)).toEqual(depthColour(1, range));
    expect(depthColour(Number.POSITIVE_INFINITY, range)).toEqual(depthColour(3, range));
    expect(depthColour(2, { near: 2, far: 2 })).toEqual(depthColour(2, range));
  });

  it("takes its range from known, finite depths", () => {
    expect(depthRange(Float32Array.of(0, 2, 7, 3), Uint8Array.of(0, 1, 1, 1))).toEqual({ near: 2, far: 7 });
    expect(depthRange(Float32Array.of(Number.NaN, 4, Number.POSITIVE_INFINITY))).toEqual({ near: 4, far: 4 });
    expect(depthRange(Float32Array.of(5), Uint8Array.of(0))).toEqual({ near: 0, far: 1 });
  });
});

describe("normalColour", () => {
  it.each([
    ["facing the camera", [0, 0, -1], [128, 128, 0]],
    ["a floor", [0, -1, 0], [128, 0, 128]],
    ["a wall on the left", [1, 0, 0], [255, 128, 128]],
    ["of any length", [3, 0, -4], [204, 128, 26]],
    ["without a direction", [0, 0, 0], UNKNOWN],
    ["not finite", [Number.NaN, 0, 1], UNKNOWN],
  ] as const)("of a normal %s", (_, [x, y, z], colour) => {
    expect(normalColour(x, y, z)).toEqual(colour);
  });
});

describe("painting", () => {
  it("leaves pixels without a truth grey", () => {
    const mask = Uint8Array.of(1, 0);
    expect(paintTarget({ kind: "classes", labels: Uint8Array.of(2, 255) })).toEqual(
      flat(classColour(2), UNKNOWN),
    );
    const depth = paintTarget({ kind: "depth", values: Float32Array.of(2, 0), mask });
    expect(depth.slice(3)).toEqual(flat(UNKNOWN));
    const values = Float32Array.of(0, 1, 0, 0, -1, 0);
    expect(paintTarget({ kind: "normals", values, mask })).toEqual(flat([128, 128, 0], UNKNOWN));
  });

  it("paints the likeliest class of a network's output, and grey where there is none", () => {
    const logits = Float32Array.of(1, Number.NaN, 2, Number.NaN);
    expect(paintOutput("classes", logits, 2)).toEqual(flat(classColour(1), UNKNOWN));
  });

  it("paints an output's depths in the range given, or its own", () => {
    const output = Float32Array.of(1, 3, Number.NaN);
    const own = { near: 1, far: 3 };
    const wide = { near: 0, far: 9 };
    expect(paintOutput("depth", output, 3)).toEqual(flat(depthColour(1, own), depthColour(3, own), UNKNOWN));
    expect(paintOutput("depth", output, 3, wide)).toEqual(
      flat(depthColour(1, wide), depthColour(3, wide), UNKNOWN),
    );
  });

  it("interleaves an image's planes, and keeps them in 0..255", () => {
    expect(paintImage(Float32Array.of(0, 1, 0.5, -1, 2, 0.2))).toEqual(flat([0, 128, 255], [255, 0, 51]));
  });
});
