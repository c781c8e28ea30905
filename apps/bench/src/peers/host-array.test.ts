import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readArray, valuesOf, writeArray } from "./host-array.ts";

const folder = mkdtempSync(join(tmpdir(), "equipoise-tests-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("files hold bare elements, little-endian, and give the array back", () => {
  const array = { shape: [2, 1], data: Float32Array.of(1, -2) };
  const file = writeArray(join(folder, "f32"), array);
  expect(file).toEqual({ file: join(folder, "f32"), shape: [2, 1], type: "f32" });
  expect(readFileSync(file.file).toString("hex")).toBe("0000803f000000c0");
  expect(readArray(file)).toEqual(array);
  const labels = { shape: [3], data: Int32Array.of(0, 12, -1) };
  expect(readArray(writeArray(join(folder, "i32"), labels))).toEqual(labels);
});

test("values are in their range, and the same for a seed", () => {
  const uniform = { shape: [100, 100], type: "f32", low: -0.5, high: 0.5 } as const;
  const { data } = valuesOf(uniform, 1);
  expect([Math.min(...data), Math.max(...data)]).toEqual([expect.closeTo(-0.5, 3), expect.closeTo(0.5, 3)]);
  expect([...data].reduce((sum, value) => sum + value, 0) / data.length).toBeCloseTo(0, 2);
  expect(valuesOf(uniform, 1).data).toEqual(data);
  expect(valuesOf(uniform, 2).data).not.toEqual(data);
});

test("labels are all of the whole numbers from low up to high", () => {
  const { data } = valuesOf({ shape: [1000], type: "i32", low: 0, high: 13 }, 1);
  expect(data).toBeInstanceOf(Int32Array);
  expect([...new Set(data)].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});
