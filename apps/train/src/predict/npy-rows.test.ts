import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeNpy } from "@equipoise/datasets";
import { expect, test } from "vitest";
import { newFolder } from "../testing/command.ts";
import { NpyRows } from "./npy-rows.ts";

test("one channel is [H, W], several are [H, W, C], and the numbers begin at a multiple of 64", () => {
  const folder = newFolder();
  const size = { width: 2, height: 2 };
  const [one, three] = [join(folder, "one.npy"), join(folder, "three.npy")];
  const flat = new NpyRows(one, size, 1);
  flat.add(Float32Array.of(1, 2.5));
  flat.add(Float32Array.of(-3, Number.NaN));
  expect(readdirSync(folder)).not.toContain("one.npy");
  flat.close();
  const deep = new NpyRows(three, size, 3);
  deep.add(Float32Array.of(1, 2, 3, 4, 5, 6));
  deep.add(Float32Array.of(7, 8, 9, 10, 11, 12));
  deep.close();
  expect(decodeNpy(one, readFileSync(one))).toEqual({
    shape: [2, 2],
    data: Float32Array.of(1, 2.5, -3, Number.NaN),
  });
  expect(decodeNpy(three, readFileSync(three))).toEqual({
    shape: [2, 2, 3],
    data: Float32Array.of(1, 3, 5, 2, 4, 6, 7, 9, 11, 8, 10, 12),
  });
  expect(readFileSync(one).length % 64).toBe(16);
});

test("what is abandoned leaves nothing", () => {
  const folder = newFolder();
  const rows = new NpyRows(join(folder, "a.npy"), { width: 1, height: 2 }, 1);
  rows.add(Float32Array.of(1));
  rows.abandon();
  expect(readdirSync(folder)).toEqual([]);
});

test("what cannot be given its name leaves nothing", () => {
  const folder = newFolder();
  const path = join(folder, "a.npy");
  const rows = new NpyRows(path, { width: 1, height: 1 }, 1);
  rows.add(Float32Array.of(1));
  mkdirSync(path);
  expect(() => rows.close()).toThrow(expect.objectContaining({ name: "WriteError" }));
  expect(readdirSync(folder)).toEqual(["a.npy"]);
});

test("what cannot be written says so", () => {
  const folder = newFolder();
  const path = join(folder, "missing", "a.npy");
  expect(() => new NpyRows(path, { width: 1, height: 2 }, 1)).toThrow(
    expect.objectContaining({ name: "WriteError" }),
  );
});
