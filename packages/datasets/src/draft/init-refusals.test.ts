import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { newFolder, picture, put, tinyFolder } from "../folder/folder.fixture.ts";
import { refusal } from "../refusal.fixture.ts";
import { folderWith, labels, photo, textOf } from "./init.fixture.ts";
import { initFolder } from "./init-folder.ts";

describe("initFolder refuses", () => {
  const said = async (dir: string) => (await refusal(() => initFolder(dir))).replaceAll(dir, "DIR");

  it("to write over a manifest", async () => {
    const dir = await tinyFolder();
    const before = await textOf(dir, "dataset.json");
    expect(await said(dir)).toBe(
      "DIR/dataset.json: expected a folder without a dataset.json; got one that has it; edit it, or move it away to have another one written",
    );
    expect(await textOf(dir, "dataset.json")).toBe(before);
  });

  it("folders that are not there, hold nothing, or hold scenes first", async () => {
    const dir = await newFolder();
    expect(await said(dir)).toBe(
      "DIR: expected a folder with pictures and maps (jpg, png, webp, npy, npz); got an empty folder; name the folder that they are in",
    );
    await writeFile(join(dir, "thesis.txt"), "");
    expect(await said(dir)).toMatch(/; got others alone, such as thesis.txt; /);
    for (const scene of ["a", "b"])
      for (const kind of ["color", "depth"]) await put(dir, `${scene}/${kind}/0.png`, picture());
    expect(await said(dir)).toBe(
      "DIR: expected folders of one kind of files each, such as image and depth, with scenes in them; " +
        "got 2 folders with all kinds in each, such as a/color; move the files so that the kind comes first, such as color/a",
    );
    await rm(dir, { recursive: true });
    expect(await said(dir)).toMatch(/^DIR: expected a folder with a data set; got nothing there/);
  });

  it("nothing of known data sets: they need no manifest", async () => {
    const dir = await folderWith({ "leftImg8bit/train/aachen/a.png": photo(0) });
    expect(await initFolder(dir)).toMatchObject({
      format: "cityscapes",
      written: [],
      dataset: null,
      problem: null,
    });
  });

  it("to guess where there are no pictures, or no labels", async () => {
    const lone = await initFolder(await folderWith({ "image/a.png": photo(0) }));
    expect([lone.written, lone.lines.at(-1)]).toEqual([[], "no labels were found that could be learnt"]);
    const blind = await initFolder(await folderWith({ "label/a.png": labels(0) }));
    expect([blind.written, blind.lines.at(-1)]).toEqual([
      [],
      "no pictures were found: images are needed to learn from",
    ]);
  });
});

it("initFolder says what keeps a manifest from being opened, and leaves it there to be corrected", async () => {
  const dir = await folderWith({
    "train/image/a.png": photo(0),
    "train/label/a.png": labels(0),
    "train/image/b.png": "no picture",
    "val/image/b.png": "no picture",
    "val/label/b.png": labels(1),
    "train/label/b.png": labels(1),
  });
  const { problem, written, dataset } = await initFolder(dir);
  expect([written, dataset]).toEqual([[join(dir, "dataset.json")], null]);
  expect(problem!.message.replace(dir, "DIR")).toBe(
    "DIR/val/image/b.png: expected a png file, as input.format says; got 10 bytes of something else; " +
      "convert the file, or correct input.format in dataset.json",
  );
});
