import { expect, it } from "vitest";
import { newFolder, put } from "../folder/folder.fixture.ts";
import { numbersIn } from "./numbered-files.ts";
import { coloursOf, labelsOf, normalsOf, positiveOf } from "./read-arrays.ts";

const row = (data: Float32Array | Uint8Array) => ({ width: data.length, height: 1, data });

it("labels: -1 and 255 are of no class", () => {
  const { buffer } = labelsOf("file", row(Float32Array.of(0, -1, 255, 12)), 13);
  expect([...new Uint8Array(buffer)]).toEqual([0, 255, 255, 12]);
});

it("normals come to unit length, and are unknown where they have none", () => {
  const stored = Float32Array.of(3, 0, Number.NaN, 0, 0, 0, 4, 0, 1);
  const { values, mask } = normalsOf({ width: 3, height: 1, data: stored }, [1, -1, -1]);
  expect([...values].map((value) => Math.fround(5 * value) + 0)).toEqual([3, 0, 0, 0, 0, 0, -4, 0, 0]);
  expect([...mask]).toEqual([1, 0, 0]);
});

it("depth is known above 0, and where it is finite", () => {
  const { values, mask } = positiveOf(
    "depth",
    row(Float32Array.of(2, 0, -1, Number.NaN, Number.POSITIVE_INFINITY)),
  );
  expect([...values]).toEqual([2, 0, 0, 0, 0]);
  expect([...mask]).toEqual([1, 0, 0, 0, 0]);
});

it("colours a little beyond 0..1 are brought back", () => {
  const stored = Float32Array.of(-0.0005, 0.25, 1.0005);
  expect([...coloursOf("file", row(stored))]).toEqual([0, 0.25, 1]);
});

it("files come in the order of their numbers, others are passed over", async () => {
  const dir = await newFolder();
  for (const name of ["10", "2", "0", "01", "-1", "x"]) await put(dir, `${name}.npy`, "");
  await put(dir, "3.png", "");
  expect(await numbersIn([dir])).toEqual([0, 2, 10]);
});
