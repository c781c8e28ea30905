import type { Target } from "@equipoise/datasets";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { classColour } from "./class-colour.ts";
import { type Colour, UNKNOWN } from "./colour.ts";
import { predictionStrip, truthStrip } from "./comparison.ts";
import { errorColour } from "./error-colour.ts";
import { paintError } from "./paint-error.ts";
import { cellSize, type Picture } from "./strip.ts";
import { depthColour } from "./value-colour.ts";

const size = { width: 2, height: 1 };
const full = Uint8Array.of(1, 1);
const labels: Target = { kind: "classes", labels: Uint8Array.of(1, 255) };
const depth: Target = { kind: "depth", values: Float32Array.of(2, 4), mask: full };
const rows = [
  { truth: labels, prediction: Float32Array.of(0, 9, 5, 0) },
  { truth: depth, prediction: Float32Array.of(3, 4) },
];

/** The colours in the middle of each pixel of a strip's cells; a JPEG keeps them to a few steps. */
async function pixels({ jpeg, width, height }: Picture, columns: number, lines: number) {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width, height, channels: 3, format: "raw" });
  expect([width, height]).toEqual([columns * 192, lines * 96]);
  return (column: number, line: number, x: number): Colour => {
    const at = 3 * ((line * 96 + 48) * width + column * 192 + x * 96 + 48);
    return [data[at]!, data[at + 1]!, data[at + 2]!];
  };
}
const near = (colour: Colour, expected: Colour) => {
  for (const [k, part] of colour.entries())
    expect(Math.abs(part - expected[k]!), `${colour} ${expected}`).toBeLessThan(6);
};

describe("strips", () => {
  it("show image and truths in a row", async () => {
    const at = await pixels(await truthStrip(Float32Array.of(1, 1, 0, 0, 0, 0), size, rows), 3, 1);
    near(at(0, 0, 0), [255, 0, 0]);
    near(at(1, 0, 0), classColour(1));
    near(at(1, 0, 1), UNKNOWN);
    near(at(2, 0, 1), depthColour(4, { low: 2, high: 4 }));
  });

  it("show predictions above their errors", async () => {
    const at = await pixels(await predictionStrip(size, rows), 2, 2);
    near(at(0, 0, 0), classColour(1));
    near(at(0, 0, 1), classColour(0));
    near(at(1, 0, 0), depthColour(3, { low: 2, high: 4 }));
    near(at(0, 1, 0), errorColour(0));
    near(at(0, 1, 1), UNKNOWN);
    near(at(1, 1, 0), errorColour(1));
    near(at(1, 1, 1), errorColour(0));
  });

  it("refuse arrays of another size", async () => {
    await expect(truthStrip(new Float32Array(5), size, [])).rejects.toThrow(
      "strip: expected an image of 2 x 1 pixels; got 5 values",
    );
    await expect(predictionStrip(size, [{ truth: depth, prediction: new Float32Array(3) }])).rejects.toThrow(
      "strip: expected a prediction of 2 x 1 pixels; got 3 values",
    );
  });

  it.each([
    [64, 48, 192, 144],
    [100, 75, 200, 150],
    [320, 240, 320, 240],
    [384, 288, 320, 240],
    [2000, 1, 320, 1],
  ])("show %i x %i pixels as %i x %i", (width, height, shownWidth, shownHeight) => {
    expect(cellSize({ width, height })).toEqual({ width: shownWidth, height: shownHeight });
  });
});

describe("paintError", () => {
  const painted = (truth: Target, prediction: Target) => {
    const colours = paintError(truth, prediction);
    return Array.from({ length: colours.length / 3 }, (_, p) => [...colours.subarray(3 * p, 3 * p + 3)]);
  };
  const values = (
    kind: Exclude<Target["kind"], "classes">,
    numbers: readonly number[],
    mask = full,
  ): Target => ({
    kind,
    values: Float32Array.from(numbers),
    mask,
  });

  it.each([
    ["depth", [2, 4], [2.25, 3], [0.25, 0.5]],
    ["inverse-depth", [2, 4], [2.25, 9], [0.25, 1]],
    ["normals", [0, 1, 0, 0, -1, 0], [0, Math.sqrt(3) / 2, 0, 0, -1, 0.5], [0, 0.5]],
    ["mask", [0, 1], [0, 0], [0, 1]],
    ["heatmap", [0.5, 0], [0.25, 2], [0.5, 1]],
    ["edges", [0, 1], [0.25, 1], [0.25, 0]],
    ["rgb", [0, 0, 1, 1, 0.5, 0.5], [0.125, 0, 1, 1, 0.5, 0.25], [0.25, 0.5]],
  ] as const)("of %s", (kind, truth, prediction, errors) => {
    expect(painted(values(kind, truth), values(kind, prediction))).toEqual(errors.map(errorColour));
  });

  it("is grey where no truth is known, and as dark as it gets where a prediction is no number", () => {
    const truth = values("depth", [2, 2], Uint8Array.of(0, 1));
    expect(painted(truth, values("depth", [2, Number.NaN]))).toEqual([UNKNOWN, errorColour(1)]);
  });

  it("refuses a prediction of another kind", () => {
    expect(() => paintError(labels, depth)).toThrow(
      "error map: expected a prediction of kind classes; got depth",
    );
  });
});

it("errors grow darker evenly, and end where they are greatest", () => {
  const lightness = Array.from({ length: 21 }, (_, k) =>
    errorColour(k / 20).reduce((sum, part) => sum + part, 0),
  );
  for (let k = 1; k < lightness.length; k++) expect(lightness[k]!).toBeLessThan(lightness[k - 1]!);
  for (const error of [1, 7, Number.POSITIVE_INFINITY, Number.NaN])
    expect(errorColour(error)).toEqual([95, 21, 67]);
  expect(errorColour(-1)).toEqual([247, 245, 238]);
});
