import type { Target } from "@equipoise/datasets";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { classColour } from "./class-colour.ts";
import { BACKGROUND, UNKNOWN } from "./colour.ts";
import { GUTTER, sheet } from "./sheet.ts";
import { depthColour } from "./value-colour.ts";

const size = { width: 2, height: 1 };
const image = Float32Array.of(1, 1, 0, 0, 0, 0);
const labels: Target = { kind: "classes", labels: Uint8Array.of(1, 255) };
const depth: Target = { kind: "depth", values: Float32Array.of(2, 4), mask: Uint8Array.of(1, 1) };

async function decode(png: Uint8Array) {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [
    ...data.subarray(3 * (y * info.width + x), 3 * (y * info.width + x) + 3),
  ];
  return { ...info, at };
}

describe("sheet", () => {
  it("lays a row for each task: input, truth, prediction", async () => {
    const rows = [
      { truth: labels, prediction: Float32Array.of(0, 9, 5, 0) },
      { truth: depth, prediction: Float32Array.of(3, 100) },
    ];
    const { width, height, channels, at } = await decode(await sheet(image, size, rows));
    const cell = { width: 256, height: 128 };
    expect({ width, height, channels }).toEqual({
      width: 3 * cell.width + 4 * GUTTER,
      height: 2 * cell.height + 3 * GUTTER,
      channels: 3,
    });
    /** The first pixel of a source pixel's square. */
    const pixel = (column: number, row: number, x: number) =>
      at(GUTTER + column * (cell.width + GUTTER) + x * 128, GUTTER + row * (cell.height + GUTTER));
    expect(at(0, 0)).toEqual(BACKGROUND);
    expect(at(GUTTER + cell.width, GUTTER)).toEqual(BACKGROUND);
    expect([pixel(0, 0, 0), pixel(0, 1, 1)]).toEqual([
      [255, 0, 0],
      [255, 0, 0],
    ]);
    expect([pixel(1, 0, 0), pixel(1, 0, 1)]).toEqual([classColour(1), UNKNOWN]);
    expect([pixel(2, 0, 0), pixel(2, 0, 1)]).toEqual([classColour(1), classColour(0)]);
    // One range for truth and prediction, the truth's; farther is as dark as the farthest.
    const range = { low: 2, high: 4 };
    expect([pixel(1, 1, 0), pixel(1, 1, 1)]).toEqual([depthColour(2, range), depthColour(4, range)]);
    expect([pixel(2, 1, 0), pixel(2, 1, 1)]).toEqual([depthColour(3, range), depthColour(4, range)]);
  });

  it("shows a prediction in its own range where there is no truth", async () => {
    const truth: Target = { kind: "depth", values: new Float32Array(2), mask: new Uint8Array(2) };
    const { at } = await decode(await sheet(image, size, [{ truth, prediction: Float32Array.of(5, 6) }]));
    expect(at(GUTTER + 256 + GUTTER, GUTTER)).toEqual(UNKNOWN);
    expect(at(GUTTER + 2 * (256 + GUTTER), GUTTER)).toEqual(depthColour(5, { low: 5, high: 6 }));
  });

  it("does not enlarge what is wide enough", async () => {
    const wide = { width: 300, height: 1 };
    const { width, height } = await decode(await sheet(new Float32Array(900), wide, []));
    expect({ width, height }).toEqual({ width: 900 + 4 * GUTTER, height: GUTTER });
  });

  it("refuses arrays of another size", async () => {
    await expect(sheet(new Float32Array(5), size, [])).rejects.toThrow(
      "sheet: expected an image of 2 x 1 pixels; got 5 values",
    );
    await expect(sheet(image, size, [{ truth: depth, prediction: new Float32Array(3) }])).rejects.toThrow(
      "sheet: expected a prediction of 2 x 1 pixels; got 3 values",
    );
  });
});
