import { copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { put } from "../folder/folder.fixture.ts";
import { normalsFromDepth } from "../normals/normals-from-depth.ts";
import { resizeSample } from "../resize/resize-sample.ts";
import { targetOf } from "../sample.fixture.ts";
import {
  frames,
  labeledMat,
  mappingJson,
  nyuv2Folder,
  rawNames,
  splitsJson,
  stored,
} from "./nyuv2.fixture.ts";
import { labeledFile, openNyuv2 } from "./open-nyuv2.ts";

const { width, height } = frames;
const pixels = width * height;
const whole = { crop: false, normalsRadius: 1 };
const golden = (name: string) => new URL(`golden/${name}`, import.meta.url);

/** Values of pixels, rows outermost. */
const map = <T>(value: (x: number, y: number) => T) =>
  Array.from({ length: pixels }, (_, i) => value(i % width, Math.floor(i / width)));

/** The one of the 13 of the raw classes of the fixture: by way of 1, 8, 15, 22, 29 and 36 of the 40. */
const thirteen = [11, 11, 5, 2, 6, 6];

describe("openNyuv2", () => {
  it("tells what the file and those beside it tell", async () => {
    const dataset = await openNyuv2(await nyuv2Folder(), whole);
    expect(dataset).toMatchObject({ name: "nyuv2", width, height, splits: ["train", "val"] });
    expect(dataset.notes).toBeUndefined();
    expect([dataset.length("train"), dataset.length("val")]).toEqual([3, 2]);
    expect(dataset.tasks.map(({ name, kind, channels }) => [name, kind, channels])).toEqual([
      ["segmentation", "classes", 13],
      ["depth", "depth", 1],
      ["normals", "normals", 3],
    ]);
    expect(dataset.intrinsics).toEqual({ fx: 518.857901, fy: 519.469611, cx: 325.582449, cy: 253.736166 });
  });

  it("reads every value as it is stored, columns turned to rows", async () => {
    const dataset = await openNyuv2(await nyuv2Folder(), whole);
    for (const [index, image] of [0, 2, 3].entries()) {
      const sample = await dataset.sample("train", index);
      expect(sample.name).toBe(`train/000${image}`);
      for (let plane = 0; plane < 3; plane++)
        expect([...sample.image.subarray(plane * pixels, (plane + 1) * pixels)]).toEqual(
          map((x, y) => Math.fround(stored.image(image, plane, x, y) / 255)),
        );
      expect([...targetOf(sample, "classes").labels]).toEqual(
        map((x, y) => [255, ...thirteen][stored.label(image, x, y)]),
      );
      const { values, mask } = targetOf(sample, "depth");
      expect([...values]).toEqual(map((x, y) => stored.depth(image, x, y)));
      expect([...mask]).toEqual(map((x, y) => (x + y === 0 ? 0 : 1)));
      const normals = normalsFromDepth({ values, mask }, frames, dataset.intrinsics!, { radius: 1 });
      expect(targetOf(sample, "normals")).toEqual({ kind: "normals", ...normals });
      expect(normals.mask.reduce((sum, known) => sum + known, 0)).toBeGreaterThan(pixels / 2);
    }
    expect((await dataset.sample("val", 0)).name).toBe("val/0004");
  });

  it("takes splits and classes from the official MAT-files as from JSON", async () => {
    const dir = await nyuv2Folder();
    const fromJson = await openNyuv2(dir, { ...whole, classes: 40 });
    for (const name of ["splits", "classMapping40"]) {
      await rm(join(dir, `${name}.json`));
      await copyFile(golden(`${name}.mat`), join(dir, `${name}.mat`));
    }
    const fromMat = await openNyuv2(dir, { ...whole, classes: 40 });
    expect(fromMat.tasks).toEqual(fromJson.tasks);
    for (const split of ["train", "val"])
      for (let i = 0; i < fromJson.length(split); i++)
        expect(await fromMat.sample(split, i)).toEqual(await fromJson.sample(split, i));
  });

  it("tells 40 classes apart, or all", async () => {
    const dir = await nyuv2Folder();
    const labels = async (classes: 40 | "raw") => {
      const dataset = await openNyuv2(dir, { ...whole, classes });
      return {
        task: dataset.tasks[0],
        labels: [...targetOf(await dataset.sample("train", 0), "classes").labels],
      };
    };
    const forty = await labels(40);
    expect(forty.task).toMatchObject({ channels: 40, classes: mappingJson.className });
    expect(forty.labels).toEqual(map((x, y) => [255, 0, 7, 14, 21, 28, 35][stored.label(0, x, y)]));
    const raw = await labels("raw");
    expect(raw.task).toMatchObject({ channels: 6, classes: rawNames });
    expect(raw.labels).toEqual(map((x, y) => [255, 0, 1, 2, 3, 4, 5][stored.label(0, x, y)]));
  });

  it("reads raw classes that a byte does not hold", async () => {
    const dir = await nyuv2Folder();
    const names = Array.from({ length: 894 }, (_, i) => `raw ${i + 1}`);
    const count = frames.images * pixels;
    const data = Uint16Array.from({ length: count }, (_, i) => [0, 256, 894, 257][i % 4]!);
    const labels = { shape: [frames.images, width, height], data };
    await put(dir, labeledFile, await labeledMat({ labels }, frames, names));
    const dataset = await openNyuv2(dir, { ...whole, classes: "raw" });
    expect(dataset.tasks[0]).toMatchObject({ channels: 894, classes: names });
    const { labels: read } = targetOf(await dataset.sample("train", 0), "classes");
    expect(read).toBeInstanceOf(Uint16Array);
    // Columns of four, so that each row is of one label.
    expect([...read]).toEqual(map((_, y) => [65535, 255, 893, 256][y]));
  });

  it("says what it does without the files beside it", async () => {
    const dir = await nyuv2Folder();
    await rm(join(dir, "splits.json"));
    await rm(join(dir, "classMapping40.json"));
    const dataset = await openNyuv2(dir, whole);
    expect(dataset.notes).toEqual([
      "there is no splits.mat beside nyu_depth_v2_labeled.mat: train is 3 of 5 images drawn with seed 0, val the rest; a room can be in both",
      "there is no classMapping40.mat beside nyu_depth_v2_labeled.mat: segmentation has the 6 raw classes",
    ]);
    const names = async (seed: number) => {
      const drawn = await openNyuv2(dir, { ...whole, seed });
      const all = ["train", "val"].flatMap((split) =>
        Array.from({ length: drawn.length(split) }, async (_, i) => (await drawn.sample(split, i)).name),
      );
      return Promise.all(all);
    };
    const first = await names(0);
    expect(await names(0)).toEqual(first);
    expect(await names(1)).not.toEqual(first);
    expect(first.map((name) => name.slice(-1)).sort()).toEqual(["0", "1", "2", "3", "4"]);
  });

  it("resizes as resizeSample does, normals picked from those of the whole depth", async () => {
    const dir = await nyuv2Folder();
    const size = { width: 3, height: 2 };
    const small = await openNyuv2(dir, { ...whole, size });
    const got = await small.sample("train", 1);
    const wanted = resizeSample(await (await openNyuv2(dir, whole)).sample("train", 1), size);
    expect({ ...got, image: null }).toEqual({ ...wanted, image: null });
    for (const [i, value] of got.image.entries())
      expect(Math.abs(value - wanted.image[i]!)).toBeLessThan(0.5 / 255 + 1e-6);
    expect(small).toMatchObject(size);
  });

  it("leaves out the margin of a whole frame", async () => {
    const frame = { images: 2, width: 640, height: 480 };
    const dir = await nyuv2Folder();
    await put(dir, labeledFile, await labeledMat({}, frame));
    await put(dir, "splits.json", JSON.stringify({ ...splitsJson, trainNdxs: [2], testNdxs: [1] }));
    const dataset = await openNyuv2(dir, { size: { width: 280, height: 213 } });
    expect(dataset).toMatchObject({ width: 280, height: 213 });
    expect(dataset.intrinsics!.cx).toBeCloseTo((325.582449 - 40 + 0.5) / 2 - 0.5, 9);
    expect(dataset.intrinsics!.cy).toBeCloseTo((253.736166 - 44 + 0.5) / 2 - 0.5, 9);
    const sample = await dataset.sample("train", 0);
    // The pixel under the first centre is (1, 1) of the part.
    expect(targetOf(sample, "depth").values[0]).toBe(stored.depth(1, 41, 45));
    expect(targetOf(sample, "depth").values[280 * 213 - 1]).toBe(stored.depth(1, 599, 469));
  });
});
