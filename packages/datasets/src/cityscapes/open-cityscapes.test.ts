import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { newFolder } from "../folder/folder.fixture.ts";
import { resizeSample } from "../resize/resize-sample.ts";
import { targetOf } from "../sample.fixture.ts";
import { cityscapesNames } from "./classes.ts";
import { openCityscapes } from "./open-cityscapes.ts";

const dir = fileURLToPath(new URL("golden/tree", import.meta.url));
const [width, height] = [8, 4];
const pixels = width * height;
const map = <T>(value: (x: number, y: number) => T) =>
  Array.from({ length: pixels }, (_, i) => value(i % width, Math.floor(i / width)));

/** What golden/make.py stores of image k. */
const stored = {
  colour: (k: number, c: number, x: number, y: number) => (60 * k + 80 * c + 9 * y + 4 * x) % 256,
  id: (k: number, x: number, y: number) => (x === 7 && y === 3 ? 255 : (x + 8 * y + k) % 34),
  disparity: (k: number, x: number, y: number) => (y === 0 && x < 2 ? x : 8192 * y + 700 * x + 1 + 50 * k),
};

/** The 19, and the 7 groups, by id. */
const nineteen = new Map(
  [7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33].map((id, index) => [id, index]),
);
const seven = new Map(
  [[7, 8], [11, 12, 13], [17, 19, 20], [21, 22], [23], [24, 25], [26, 27, 28, 31, 32, 33]].flatMap(
    (ids, index) => ids.map((id): [number, number] => [id, index]),
  ),
);

describe("openCityscapes", () => {
  it("tells what lies in the tree", async () => {
    const dataset = await openCityscapes(dir);
    expect(dataset).toMatchObject({ name: "cityscapes", width, height, splits: ["train", "val", "test"] });
    expect(["train", "val", "test"].map((split) => dataset.length(split))).toEqual([3, 1, 1]);
    expect(dataset.intrinsics).toEqual({ fx: 9, fy: 9.5, cx: 4.25, cy: 1.75 });
    expect(dataset.tasks).toEqual([
      { name: "segmentation", kind: "classes", channels: 19, classes: cityscapesNames[19] },
      { name: "disparity", kind: "inverse-depth", channels: 1 },
    ]);
  });

  it.each([
    ["train", 0, 0, "train/aachen_000000_000019"],
    ["train", 1, 1, "train/aachen_000001_000019"],
    ["train", 2, 2, "train/bochum_000000_000313"],
    ["val", 0, 3, "val/frankfurt_000000_000294"],
  ])("reads every number of %s, image %d", async (split, index, k, name) => {
    const sample = await (await openCityscapes(dir)).sample(split, index);
    expect(sample.name).toBe(name);
    for (let c = 0; c < 3; c++)
      expect([...sample.image.subarray(c * pixels, (c + 1) * pixels)]).toEqual(
        map((x, y) => Math.fround(stored.colour(k, c, x, y) / 255)),
      );
    expect([...targetOf(sample, "classes").labels]).toEqual(
      map((x, y) => nineteen.get(stored.id(k, x, y)) ?? 255),
    );
    const { values, mask } = targetOf(sample, "inverse-depth");
    expect([...values]).toEqual(map((x, y) => Math.max((stored.disparity(k, x, y) - 1) / 256, 0)));
    expect([...mask]).toEqual(map((x, y) => Number(x + y > 0)));
  });

  it("puts the 19 together to 7", async () => {
    const dataset = await openCityscapes(dir, { classes: 7 });
    expect(dataset.tasks[0]).toMatchObject({ channels: 7, classes: cityscapesNames[7] });
    expect([...targetOf(await dataset.sample("train", 1), "classes").labels]).toEqual(
      map((x, y) => seven.get(stored.id(1, x, y)) ?? 255),
    );
  });

  it("gives metres by the camera of each image; what is infinitely far is unknown", async () => {
    const dataset = await openCityscapes(dir, { depth: "metric" });
    expect(dataset.tasks[1]).toEqual({ name: "depth", kind: "depth", channels: 1 });
    for (const k of [0, 1, 2]) {
      const { values, mask } = targetOf(await dataset.sample("train", k), "depth");
      const scale = (0.2 + 0.01 * k) * (9 + k);
      const wanted = map((x, y) => (y === 0 && x < 2 ? 0 : (256 * scale) / (stored.disparity(k, x, y) - 1)));
      for (const [i, metres] of values.entries()) expect(metres).toBeCloseTo(wanted[i]!, 6);
      expect([...mask]).toEqual(map((x, y) => Number(y > 0 || x > 1)));
    }
  });

  it("has empty targets where a split has no files", async () => {
    const sample = await (await openCityscapes(dir)).sample("test", 0);
    expect(sample.name).toBe("test/berlin_000000_000019");
    expect([...new Set(targetOf(sample, "classes").labels)]).toEqual([255]);
    expect([...new Set(targetOf(sample, "inverse-depth").mask)]).toEqual([0]);
  });

  it.each([
    ["gtFine", ["disparity"]],
    ["disparity", ["segmentation"]],
    ["camera", ["segmentation", "disparity"]],
  ])("does without %s", async (folder, tasks) => {
    const copy = await newFolder();
    await cp(dir, copy, { recursive: true });
    await rm(join(copy, folder), { recursive: true });
    const dataset = await openCityscapes(copy);
    expect(dataset.tasks.map(({ name }) => name)).toEqual(tasks);
    expect(Object.keys((await dataset.sample("train", 0)).targets)).toEqual(tasks);
    expect(dataset.intrinsics === undefined).toBe(folder === "camera");
  });

  it("resizes as resizeSample does", async () => {
    const size = { width: 4, height: 2 };
    const small = await openCityscapes(dir, { size });
    const got = await small.sample("train", 1);
    const wanted = resizeSample(await (await openCityscapes(dir)).sample("train", 1), size);
    expect({ ...got, image: null }).toEqual({ ...wanted, image: null });
    for (const [i, value] of got.image.entries())
      expect(Math.abs(value - wanted.image[i]!)).toBeLessThan(0.5 / 255 + 1e-6);
    expect(small.intrinsics).toEqual({ fx: 4.5, fy: 4.75, cx: 1.875, cy: 0.625 });
  });
});
