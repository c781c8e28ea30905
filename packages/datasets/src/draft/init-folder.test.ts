import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  grey,
  grey16,
  newFolder,
  picture,
  pixels,
  png,
  put,
  size,
  tinyFolder,
} from "../folder/folder.fixture.ts";
import { npyOf, npzOf } from "../npy/npy.fixture.ts";
import { refusal } from "../refusal.fixture.ts";
import { initFolder } from "./init-folder.ts";

const photo = (k: number) =>
  png(
    grey((i) => (37 * i + 11 * k) % 251, 3 * pixels),
    3,
  );
const labels = (k: number) => png(grey((i) => [0, 1, 2, 255][(i + k) % 4]!));
const metres = (k: number) => png(grey16((i) => 1500 + 100 * i + k));
const sky = () => png(grey((i) => (i < 9 ? 0 : 255)));

async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const dir = await newFolder();
  for (const [file, content] of Object.entries(files)) await put(dir, file, content);
  return dir;
}

/** What is written for a folder, and what it opens as. */
async function initialised(files: Readonly<Record<string, string | Uint8Array>>) {
  const dir = await folderWith(files);
  const { lines, written, dataset, problem } = await initFolder(dir);
  expect(problem?.message).toBeUndefined();
  const manifest: unknown = JSON.parse(await readFile(join(dir, "dataset.json"), "utf8"));
  const lengths = Object.fromEntries(dataset!.splits.map((split) => [split, dataset!.length(split)]));
  return { dir, manifest, lengths, lines, written: written.map((file) => file.slice(dir.length + 1)) };
}

const text = (dir: string, file: string) => readFile(join(dir, file), "utf8");

describe("initFolder", () => {
  it("finds folders of splits, with kinds in them, and says why it takes them for what", async () => {
    const files: Record<string, Uint8Array> = {};
    for (const [k, at] of ["training/#/a", "training/#/b", "validation/#/c"].entries()) {
      files[`${at.replace("#", "photo")}.png`] = photo(k);
      files[`${at.replace("#", "seg")}.png`] = labels(k);
      files[`${at.replace("#", "tof")}.png`] = metres(k);
    }
    files["training/sky/a.png"] = sky();
    const { manifest, lengths, lines, written } = await initialised(files);
    expect(manifest).toEqual({
      name: expect.any(String),
      size,
      splits: { train: "training", val: "validation" },
      input: { folder: "photo", format: "png" },
      tasks: {
        seg: {
          kind: "classes",
          ignore: 255,
          classes: ["class_0", "class_1", "class_2"],
          folder: "seg",
          format: "png",
        },
        sky: { kind: "mask", folder: "sky", format: "png", optional: true },
        tof: { kind: "depth", scale: 0.001, folder: "tof", format: "png" },
      },
    });
    expect(lengths).toEqual({ train: 2, val: 1 });
    expect(written).toEqual(["dataset.json"]);
    expect(lines).toEqual([
      "photo, png: RGB PNG of 8 bits, 3 of them: the input",
      "seg, png: grey PNG of 8 bits with 4 different values in 3 files: 3 classes, 255 for none; named by number: write their names under classes",
      'sky, png: grey PNG of 8 bits, 0 and 255 in 1 file: a mask, inside above 0; if those are classes, say "kind": "classes"; 2 pictures without one: optional',
      "tof, png: grey PNG of 16 bits with values 1500..3802: depth, of which 0 is unknown; in millimetres, I guess, which puts the middle at 2.7 metres: correct scale if that is not so",
      "train: 2 images in training",
      "val: 1 image in validation",
      "size: 6x4, that of 3 pictures looked at",
    ]);
  });

  it("finds splits in folders of kinds, which it lists", async () => {
    const files: Record<string, Uint8Array> = {};
    for (const [k, at] of ["train/a", "train/b", "val/a", "test/deep/c"].entries()) {
      files[`My Photos/${at}.jpeg`] = await jpeg(k);
      files[`Labels!/${at}.png`] = labels(k);
    }
    const { dir, manifest, lengths, written } = await initialised(files);
    expect(manifest).toMatchObject({
      splits: { train: { list: "train.txt" }, val: { list: "val.txt" }, test: { list: "test.txt" } },
      input: { folder: "My Photos", format: "jpg" },
      tasks: { Labels_: { kind: "classes", folder: "Labels!" } },
    });
    expect(lengths).toEqual({ test: 1, train: 2, val: 1 });
    expect(written.sort()).toEqual(["dataset.json", "test.txt", "train.txt", "val.txt"]);
    expect([await text(dir, "train.txt"), await text(dir, "test.txt")]).toEqual([
      "train/a\ntrain/b\n",
      "test/deep/c\n",
    ]);
  });

  it("draws a tenth for validation where there are no splits, of all or of those of train", async () => {
    const files: Record<string, Uint8Array> = {};
    for (let k = 0; k < 20; k++) {
      files[`${k}.jpg`] = await jpeg(k);
      files[`${k}.png`] = labels(k);
    }
    const flat = await initialised(files);
    expect(flat.manifest).toMatchObject({
      splits: { train: { share: 0.9 }, val: { share: 0.1 } },
      input: { folder: ".", format: "jpg" },
      tasks: { classes: { kind: "classes", folder: ".", format: "png" } },
    });
    expect(flat.lengths).toEqual({ train: 18, val: 2 });
    const below = Object.entries(files).map(([file, bytes]) => [`train/${file}`, bytes] as const);
    const train = await initialised(Object.fromEntries(below));
    expect(train.manifest).toMatchObject({
      splits: { train: { share: 0.9, folder: "train" }, val: { share: 0.1, folder: "train" } },
    });
    expect(train.lines).toContain(
      "train, val: nothing says which images are for validation; a tenth of the 20 is drawn, by splitSeed",
    );
  });

  it("lists whole scenes for validation, and leaves out labels without a picture", async () => {
    const files: Record<string, Uint8Array> = { "depth/a/9.png": metres(0) };
    for (const scene of ["a", "b", "c"])
      for (const k of [0, 1]) {
        files[`rgb/${scene}/${k}.png`] = photo(k);
        files[`depth/${scene}/${k}.png`] = metres(k);
      }
    const { dir, lengths, lines } = await initialised(files);
    expect(lengths).toEqual({ train: 4, val: 2 });
    expect(await text(dir, "val.txt")).toBe("c/0\nc/1\n");
    expect(lines).toContain(
      "depth, png: 1 file without a picture, such as depth/a/9.png: left out, by lists of images",
    );
    expect(lines).toContain(
      "train, val: nothing says which images are for validation; one folder in ten is, listed in val.txt",
    );
  });

  it("takes lists that are there, arrays of one file, names of classes, and several sizes", async () => {
    const files: Record<string, string | Uint8Array> = {
      "train.txt": "s0\ns1\n",
      "val.txt": "arrays/s2.npz\n",
      "test.txt": "nowhere\n",
      "classes.txt": "road\ncar\n\ntree\n",
    };
    for (const k of [0, 1, 2])
      files[`arrays/s${k}.npz`] = npzOf({
        image: npyOf(
          Float32Array.from({ length: (4 + k) * 18 }, (_, i) => (i % 17) / 17),
          [4 + k, 6, 3],
        ),
        seg: npyOf(
          Int32Array.from({ length: (4 + k) * 6 }, (_, i) => (i % 4) - 1),
          [4 + k, 6],
        ),
      });
    const { manifest, lengths, lines } = await initialised(files);
    expect(manifest).toEqual({
      name: expect.any(String),
      resize: { width: 6, height: 5 },
      splits: { train: { list: "train.txt" }, val: { list: "val.txt" } },
      input: { folder: "arrays", format: "npz", key: "image" },
      tasks: {
        seg: {
          kind: "classes",
          ignore: -1,
          classes: ["road", "car", "tree"],
          folder: "arrays",
          format: "npz",
          key: "seg",
        },
      },
    });
    expect(lengths).toEqual({ train: 2, val: 1 });
    expect(lines).toContain("test.txt: a list of which 1 names are none of arrays's files: passed over");
    expect(lines).toContain("classes.txt: names of 3 classes");
  });

  it("passes over what no picture is called like, and what is of another size", async () => {
    const { manifest, lines } = await initialised({
      "image/a.png": photo(0),
      "mask/a.png": sky(),
      "depth/a_depth.png": metres(0),
      "labels/a.png": png(
        grey((i) => i % 3, 6),
        1,
        { width: 3, height: 2 },
      ),
      "broken/a.png": "no picture",
    });
    expect(manifest).toMatchObject({ tasks: { mask: { kind: "mask" } } });
    expect(lines).toEqual(
      expect.arrayContaining([
        "depth, png: no file has the name of a picture (depth/a_depth.png, where a picture is image/a.png): passed over; name them alike",
        "labels, png: of 3x2 pixels where the picture is of 6x4: passed over; export pictures and maps at one size",
        "broken, png: no file can be read; passed over",
      ]),
    );
  });

  it("says what keeps a manifest from being opened, and leaves it there to be corrected", async () => {
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

  it("turns normals as depth beside them says", async () => {
    const plane = Float32Array.from({ length: 3 * pixels }, (_, i) => [0.1, -0.4, 0.9][i % 3]!);
    const slope = Float32Array.from({ length: pixels }, (_, i) => 3 - 0.1 * Math.floor(i / 6));
    const { manifest, lines } = await initialised({
      "image/a.png": photo(0),
      "normal/a.npy": npyOf(plane, [4, 6, 3]),
      "depth/a.npy": npyOf(slope, [4, 6]),
    });
    expect(manifest).toMatchObject({
      tasks: { normal: { kind: "normals", scale: [1, 1, -1] }, depth: { kind: "depth" } },
    });
    expect(lines.at(-1)).toBe(
      "normal: turned by the scale [1,1,-1], so that normals go along with depth: x right, y down, z forward",
    );
  });
});

describe("initFolder refuses", () => {
  const said = async (dir: string) => (await refusal(() => initFolder(dir))).replaceAll(dir, "DIR");

  it("to write over a manifest", async () => {
    const dir = await tinyFolder();
    const before = await text(dir, "dataset.json");
    expect(await said(dir)).toBe(
      "DIR/dataset.json: expected a folder without a dataset.json; got one that has it; edit it, or move it away to have another one written",
    );
    expect(await text(dir, "dataset.json")).toBe(before);
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

async function jpeg(k: number): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  return sharp(
    grey((i) => (9 * i + k) % 256, 3 * pixels),
    { raw: { ...size, channels: 3 } },
  )
    .jpeg()
    .toBuffer();
}
