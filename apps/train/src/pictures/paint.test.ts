import { describe, expect, it } from "vitest";
import { classColour } from "./class-colour.ts";
import { type Colour, UNKNOWN } from "./colour.ts";
import { inferno } from "./inferno.ts";
import { normalColour } from "./normal-colour.ts";
import { MASK_COLOURS, paintImage, paintOutput, paintTarget } from "./paint.ts";
import { depthColour, heatColour, valueRange } from "./value-colour.ts";

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
      for (const [c, level] of depthColour(depth, { low: 1, high: 3 }).entries())
        expect(Math.abs(level - expected[i]![c]!)).toBeLessThanOrEqual(5);
  });

  it("gives the ends of the range to what lies outside, and one colour to a range of nothing", () => {
    const range = { low: 1, high: 3 };
    expect(depthColour(-5, range)).toEqual(depthColour(1, range));
    expect(depthColour(Number.POSITIVE_INFINITY, range)).toEqual(depthColour(3, range));
    expect(depthColour(2, { low: 2, high: 2 })).toEqual(depthColour(2, range));
  });

  it("takes its range from known, finite depths", () => {
    expect(valueRange(Float32Array.of(0, 2, 7, 3), Uint8Array.of(0, 1, 1, 1))).toEqual({ low: 2, high: 7 });
    expect(valueRange(Float32Array.of(Number.NaN, 4, Number.POSITIVE_INFINITY))).toEqual({ low: 4, high: 4 });
    expect(valueRange(Float32Array.of(5), Uint8Array.of(0))).toEqual({ low: 0, high: 1 });
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
    const own = { low: 1, high: 3 };
    const wide = { low: 0, high: 9 };
    expect(paintOutput("depth", output, 3)).toEqual(flat(depthColour(1, own), depthColour(3, own), UNKNOWN));
    expect(paintOutput("depth", output, 3, wide)).toEqual(
      flat(depthColour(1, wide), depthColour(3, wide), UNKNOWN),
    );
  });

  it("paints inverse depth with what is near bright, in a range of its own or of another", () => {
    const near = Float32Array.of(0.2, 1);
    const own = { low: Math.fround(0.2), high: 1 };
    const colours = flat(heatColour(0.2, own), heatColour(1, own));
    const truth = { kind: "inverse-depth", values: near, mask: Uint8Array.of(1, 1) } as const;
    expect(paintTarget(truth)).toEqual(colours);
    expect(paintOutput("inverse-depth", near, 2)).toEqual(colours);
    expect(colours.slice(3)).toEqual(flat(inferno(1)));
    const wide = { low: 0, high: 9 };
    expect(paintOutput("inverse-depth", near, 2, wide)).toEqual(
      flat(heatColour(Math.fround(0.2), wide), heatColour(1, wide)),
    );
  });

  it("paints masks in two colours, an output by the sign of its logit", () => {
    const [outside, inside] = MASK_COLOURS;
    const mask = Uint8Array.of(1, 1, 0);
    expect(paintTarget({ kind: "mask", values: Float32Array.of(0, 1, 0), mask })).toEqual(
      flat(outside, inside, UNKNOWN),
    );
    expect(paintOutput("mask", Float32Array.of(0, 0.1, Number.NaN), 3)).toEqual(
      flat(outside, inside, UNKNOWN),
    );
  });

  it("paints edges by their probability, whatever the others are", () => {
    const mask = Uint8Array.of(1, 0);
    expect(paintTarget({ kind: "edges", values: Float32Array.of(0.5, 0), mask })).toEqual(
      flat(inferno(0.5), UNKNOWN),
    );
    expect(paintOutput("edges", Float32Array.of(0, 200), 2)).toEqual(flat(inferno(0.5), inferno(1)));
  });

  it("paints the greatest channel of a heat map", () => {
    const values = Float32Array.of(0, 2, 0, 4, 1, 0);
    const range = { low: 0, high: 4 };
    const colours = flat(heatColour(4, range), heatColour(2, range), UNKNOWN);
    expect(paintTarget({ kind: "heatmap", values, mask: Uint8Array.of(1, 1, 0) })).toEqual(colours);
    expect(paintOutput("heatmap", Float32Array.of(0, 2, Number.NaN, 4, 1, 0), 3)).toEqual(colours);
  });

  it("paints colours as they are", () => {
    const values = Float32Array.of(0, 1, 0.5, -1, 2, 0.2);
    const mask = Uint8Array.of(1, 0);
    expect(paintOutput("rgb", values, 2)).toEqual(flat([0, 128, 255], [255, 0, 51]));
    expect(paintTarget({ kind: "rgb", values, mask })).toEqual(flat([0, 128, 255], UNKNOWN));
  });

  it("interleaves an image's planes, and keeps them in 0..255", () => {
    expect(paintImage(Float32Array.of(0, 1, 0.5, -1, 2, 0.2))).toEqual(flat([0, 128, 255], [255, 0, 51]));
  });
});
