import { describe, expect, it } from "vitest";
import { everyDenseSample } from "../sample.fixture.ts";
import type { DenseKind, Sample } from "../sample.ts";
import { flipHorizontal } from "./flip.ts";
import { scaleCrop } from "./scale-crop.ts";

const size = { width: 5, height: 3 };
const sample = everyDenseSample(size, (i) => (i === 7 ? 0 : 1));
const kinds = Object.keys(sample.targets) as DenseKind[];

function valuesOf(of: Sample, kind: DenseKind): { values: number[]; mask: number[] } {
  const target = of.targets[kind]!;
  if (target.kind === "classes") throw new Error("expected a dense target");
  return { values: [...target.values], mask: [...target.mask] };
}

/** The values at the places that a call picks, in every channel. */
const picked = (values: readonly number[], place: (pixel: number) => number) =>
  values.map((_, at) => values[at - (at % 15) + place(at % 15)]!);

describe("kinds of targets", () => {
  it.each(kinds)("mirror %s, which changes the x of normals alone", (kind) => {
    const before = valuesOf(sample, kind);
    const after = valuesOf(flipHorizontal(sample), kind);
    const mirrored = (i: number) => i - (i % 5) + 4 - (i % 5);
    const signed = picked(before.values, mirrored).map((value, at) =>
      kind === "normals" && at < 15 ? 0 - value : value,
    );
    expect(after).toEqual({ values: signed, mask: picked(before.mask, mirrored) });
  });

  // A window of 2x1 at (1, 1): pixels 6 and 7, of which 7 is not known; columns read it at 0, .25, .5, .75 and 1.
  const nearest = (i: number) => [6, 6, 7, 7, 7][i % 5]!;
  it.each([
    ["depth", (value: number) => Math.fround(value / 2)],
    ["inverse-depth", (value: number) => value * 2],
    ["mask", (value: number) => value],
    ["edges", (value: number) => value],
  ] as const)("zoom %s to the nearest pixels, times what the zoom makes of it", (kind, change) => {
    const before = valuesOf(sample, kind);
    const after = valuesOf(scaleCrop(sample, { scale: 2, x: 1, y: 1 }), kind);
    expect(after).toEqual({
      values: picked(before.values, nearest).map(change),
      mask: picked(before.mask, nearest),
    });
  });

  it.each(["heatmap", "rgb"] as const)("zoom %s smoothly between the pixels that are known", (kind) => {
    const before = valuesOf(sample, kind);
    const known = valuesOf(scaleCrop(sample, { scale: 2, x: 1, y: 1 }), kind);
    expect(known.mask).toEqual(picked(before.mask, nearest));
    expect(known.values).toEqual(picked(before.values, nearest));
    // Pixels 10 and 11, both known.
    const smooth = valuesOf(scaleCrop(sample, { scale: 2, x: 0, y: 2 }), kind);
    const channels = before.values.length / 15;
    for (let channel = 0; channel < channels; channel++) {
      const [a, b] = [before.values[15 * channel + 10]!, before.values[15 * channel + 11]!];
      expect(smooth.values.slice(15 * channel, 15 * channel + 5)).toEqual(
        [0, 0.25, 0.5, 0.75, 1].map((t) => Math.fround(a + t * (b - a))),
      );
    }
    expect(smooth.mask).toEqual(new Array(15).fill(1));
  });
});
