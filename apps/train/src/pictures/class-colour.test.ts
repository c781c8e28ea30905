import { describe, expect, it } from "vitest";
import { classColour } from "./class-colour.ts";
import { BACKGROUND, type Colour, toHex, UNKNOWN } from "./colour.ts";

type Matrix = readonly (readonly [number, number, number])[];

// What a person without red (protanopia) or green (deuteranopia) cones sees: Machado, Oliveira, Fernandes 2009.
const EYES: Readonly<Record<string, Matrix>> = {
  common: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};
const TO_CONES: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const TO_LAB: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

const times = (matrix: Matrix, v: readonly number[]) =>
  matrix.map((row) => row.reduce((sum, m, i) => sum + m * v[i]!, 0));
const linear = (byte: number) => (byte <= 10 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
const oklab = (colour: Colour, eye: Matrix) =>
  times(
    TO_LAB,
    times(
      TO_CONES,
      times(eye, colour.map(linear)).map((v) => Math.max(0, v)),
    ).map(Math.cbrt),
  );

function nearest(colours: readonly Colour[], eye: Matrix): number {
  const points = colours.map((colour) => oklab(colour, eye));
  const distances = points.flatMap((a, i) =>
    points.slice(0, i).map((b) => Math.hypot(...a.map((v, k) => v - b[k]!))),
  );
  return Math.min(...distances);
}

describe("classColour", () => {
  const first = (count: number) => Array.from({ length: count }, (_, i) => classColour(i));

  it.each([
    ["common", 13, 0.1],
    ["protanopia", 13, 0.07],
    ["deuteranopia", 13, 0.07],
    ["common", 24, 0.09],
    ["protanopia", 24, 0.05],
    ["deuteranopia", 24, 0.05],
  ] as const)(
    "keeps for %s eyes the first %i colours apart by %f, and from grey and the background",
    (eye, count, least) => {
      expect(nearest([UNKNOWN, BACKGROUND, ...first(count)], EYES[eye]!)).toBeGreaterThan(least);
    },
  );

  it("never runs out", () => {
    expect(new Set(first(40).map(toHex)).size).toBe(40);
    expect(
      first(256)
        .flat()
        .every((part) => Number.isInteger(part) && part >= 0 && part <= 255),
    ).toBe(true);
  });

  it("is the same for ever: pictures of different runs are compared", () => {
    expect(first(4).map(toHex)).toEqual(["#3f6fb5", "#e0933a", "#7f0c0e", "#667510"]);
    expect([24, 25, 26].map((i) => toHex(classColour(i)))).toEqual(["#8c541e", "#229b9f", "#d999ca"]);
  });
});
