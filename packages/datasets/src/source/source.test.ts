import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openCityscapes } from "../cityscapes/open-cityscapes.ts";
import { newFolder, put, tinyFolder } from "../folder/folder.fixture.ts";
import { openFolder } from "../folder/open-folder.ts";
import { openMtan } from "../mtan/open-mtan.ts";
import { nyuv2Folder } from "../nyuv2/nyuv2.fixture.ts";
import { openNyuv2 } from "../nyuv2/open-nyuv2.ts";
import { refusal } from "../refusal.fixture.ts";
import { rooms } from "../rooms/rooms.ts";
import { detectFormat } from "./detect-format.ts";
import { type DatasetSource, datasetFormats, openDataset } from "./open-dataset.ts";

const first = async (source: DatasetSource) => (await openDataset(source)).sample("train", 0);

describe("openDataset", () => {
  it("opens what each format opens, with its options, from JSON", async () => {
    const dir = await tinyFolder();
    const size = { width: 3, height: 2 };
    const [small, room] = [
      { format: "folder", dir, size },
      { format: "rooms", seed: 3, width: 8, height: 6 },
    ] as const;
    expect(await first(JSON.parse(JSON.stringify(small)))).toEqual(
      await (await openFolder(dir, { size })).sample("train", 0),
    );
    expect(await first(JSON.parse(JSON.stringify(room)))).toEqual(
      await rooms({ seed: 3, width: 8, height: 6 }).sample("train", 0),
    );
  });

  it("opens the data set of a folder by its format", async () => {
    const dir = await nyuv2Folder();
    const source = { format: "nyuv2", dir, crop: false, classes: 40, size: { width: 3 } } as const;
    expect(await first(JSON.parse(JSON.stringify(source)))).toEqual(
      await (await openNyuv2(dir, { crop: false, classes: 40, size: { width: 3 } })).sample("train", 0),
    );
    const arrays = fileURLToPath(new URL("../mtan/golden/cityscapes", import.meta.url));
    expect(await first({ format: "mtan", dir: arrays, classes: 19 })).toEqual(
      await (await openMtan(arrays, { classes: 19 })).sample("train", 0),
    );
    const tree = fileURLToPath(new URL("../cityscapes/golden/tree", import.meta.url));
    expect(await first({ format: "cityscapes", dir: tree, depth: "metric" })).toEqual(
      await (await openCityscapes(tree, { depth: "metric" })).sample("train", 0),
    );
  });

  it.each([
    ['{"format":"imagenet"}', 'got "imagenet"'],
    ['{"format":"toString"}', 'got "toString"'],
    ["{}", "got none"],
  ])("refuses %s", async (json, got) => {
    expect(await refusal(() => openDataset(JSON.parse(json)))).toBe(
      `openDataset: expected a format of ${datasetFormats.join(", ")}; ${got}`,
    );
  });

  it("refuses options in the words of the format", async () => {
    expect(await refusal(() => openDataset({ format: "rooms", width: 0 }))).toBe(
      "rooms: expected width to be an integer >= 1; got 0",
    );
  });
});

describe("detectFormat", () => {
  it.each([
    ["dataset.json", "folder"],
    ["nyu_depth_v2_labeled.mat", "nyuv2"],
    ["train/image/0.npy", "mtan"],
    ["leftImg8bit", "cityscapes"],
    ["data.packed", "packed"],
  ])("takes %s for the sign of %s", async (sign, format) => {
    const dir = await newFolder();
    await put(dir, sign, "");
    expect(await detectFormat(dir)).toBe(format);
  });

  it("takes a file for a packed one by its name", async () => {
    const dir = await newFolder();
    await put(dir, "nyuv2.packed", "");
    expect(await detectFormat(join(dir, "nyuv2.packed"))).toBe("packed");
  });

  it("refuses what is no folder of data", async () => {
    const dir = await newFolder();
    await writeFile(join(dir, "a.png"), "");
    const said = async (path: string) => (await refusal(() => detectFormat(path))).replace(dir, "DIR");
    expect(await said(join(dir, "b"))).toBe(
      "DIR/b: expected a folder with a data set; got nothing there; check the path",
    );
    expect(await said(join(dir, "a.png"))).toBe(
      "DIR/a.png: expected a folder with a data set; got a file; name its folder",
    );
    expect(await said(dir)).toBe(
      "DIR: expected a folder that holds dataset.json (folder), nyu_depth_v2_labeled.mat (nyuv2), " +
        "train/image/0.npy (mtan), leftImg8bit (cityscapes), data.packed (packed); got none of them; " +
        "name the folder of a data set, or its format too",
    );
  });
});
