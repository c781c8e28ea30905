import type { Size } from "@equipoise/datasets";
import { tensor, upsampleBilinear2d } from "@equipoise/tensor";
import { describe, expect, test } from "vitest";
import { testDevice } from "../testing/device.ts";
import type { Band } from "./band.ts";
import { resampleRows } from "./resample-rows.ts";

const device = await testDevice();

/** Planes `[C, H, W]` in bands of as many rows. */
async function* bandsOf(
  planes: Readonly<Record<string, Float32Array>>,
  { width, height }: Size,
  most: number,
): AsyncGenerator<Band> {
  for (let top = 0; top < height; top += most) {
    const rows = Math.min(most, height - top);
    const outputs = Object.fromEntries(
      Object.entries(planes).map(([task, values]) => {
        const channels = values.length / (width * height);
        const band = Array.from({ length: channels }, (_, c) => [
          ...values.subarray((c * height + top) * width, (c * height + top + rows) * width),
        ]);
        return [task, Float32Array.from(band.flat())];
      }),
    );
    yield { top, rows, outputs };
  }
}

async function resampled(planes: Record<string, Float32Array>, from: Size, to: Size, most: number) {
  const all: Record<string, Float32Array> = {};
  let rows = 0;
  for await (const { y, outputs } of resampleRows(bandsOf(planes, from, most), from, to)) {
    expect(y).toBe(rows++);
    for (const [task, row] of Object.entries(outputs)) {
      const channels = row.length / to.width;
      const into = (all[task] ??= new Float32Array(channels * to.width * to.height));
      for (let c = 0; c < channels; c++)
        into.set(row.subarray(c * to.width, (c + 1) * to.width), (c * to.height + y) * to.width);
    }
  }
  expect(rows).toBe(to.height);
  return all;
}

const wave = (count: number, step: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * step));

describe("rows at another size are those of the device's bilinear interpolation", () => {
  test.each([
    [
      { width: 7, height: 5 },
      { width: 20, height: 13 },
    ],
    [
      { width: 20, height: 13 },
      { width: 7, height: 5 },
    ],
    [
      { width: 6, height: 40 },
      { width: 5, height: 41 },
    ],
    [
      { width: 1, height: 1 },
      { width: 3, height: 4 },
    ],
    [
      { width: 9, height: 8 },
      { width: 1, height: 1 },
    ],
  ])("%o to %o", async (from, to) => {
    const planes = { a: wave(3 * from.width * from.height, 0.7), b: wave(from.width * from.height, 1.3) };
    for (const most of [1, 3, 100]) {
      const got = await resampled(planes, from, to, most);
      for (const [task, values] of Object.entries(planes)) {
        using x = tensor(device, values, [
          1,
          values.length / (from.width * from.height),
          from.height,
          from.width,
        ]);
        using y = upsampleBilinear2d(x, { size: [to.height, to.width] });
        for (const [i, value] of (await y.read()).entries()) expect(got[task]![i]).toBeCloseTo(value, 5);
      }
    }
  });
});

test("rows at their own size are what they are, NaN and all", async () => {
  const size = { width: 4, height: 3 };
  const values = wave(12, 1);
  values[5] = Number.NaN;
  values[6] = Number.POSITIVE_INFINITY;
  expect(await resampled({ a: values }, size, size, 2)).toEqual({ a: values });
});
