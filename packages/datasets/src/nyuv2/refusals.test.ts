import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { newFolder, put } from "../folder/folder.fixture.ts";
import { refusal } from "../refusal.fixture.ts";
import {
  frames,
  mappingJson,
  nyuv2Folder,
  splitsJson,
  type Variables,
  variablesOf,
} from "./nyuv2.fixture.ts";
import { labeledFile, type Nyuv2Options, openNyuv2 } from "./open-nyuv2.ts";

const said = async (dir: string, options: Nyuv2Options = {}) => {
  const open = async () => (await openNyuv2(dir, { crop: false, ...options })).sample("train", 0);
  return (await refusal(open)).replaceAll(dir, "DIR");
};

const { images, depths, labels } = variablesOf(frames);
const damaged =
  "DIR/nyu_depth_v2_labeled.mat: expected a whole HDF5 file, as MATLAB 7.3 writes; " +
  "got a truncated or damaged one, or one of another kind; copy or download the file again";

describe("a labelled file that cannot be used is refused with its variable", () => {
  const cases: readonly [what: string, changes: Variables, message: string][] = [
    [
      "no images",
      { images: null },
      "expected a variable images; got none of that name; take the original file, which has it",
    ],
    [
      "no depths",
      { depths: null },
      "expected a variable depths; got none of that name; take the original file, which has it",
    ],
    [
      "no labels",
      { labels: null },
      "expected a variable labels; got none of that name; take the original file, which has it",
    ],
    [
      "images that are no bytes",
      { images: { ...images!, data: Float32Array.from(images!.data) } },
      "images: expected values of type uint8; got float32; take the original file, or save the variable in that type",
    ],
    [
      "depths in double precision",
      { depths: { ...depths!, data: Float64Array.from(depths!.data) } },
      "depths: expected values of type float32; got float64; take the original file, or save the variable in that type",
    ],
    [
      "grey images",
      { images: { shape: [5, 1, 6, 4], data: new Uint8Array(120) } },
      "images: expected images x 3 x width x height; got 5x1x6x4; download the original file again",
    ],
    [
      "one image alone",
      { images: { shape: [3, 6, 4], data: new Uint8Array(72) } },
      "images: expected images x 3 x width x height; got 3x6x4; download the original file again",
    ],
    [
      "depth of fewer images",
      { depths: { shape: [4, 6, 4], data: new Float32Array(96) } },
      "depths: expected 5x6x4, as the images; got 4x6x4; download the original file again",
    ],
    [
      "labels with height before width",
      { labels: { shape: [5, 4, 6], data: new Uint16Array(120) } },
      "labels: expected 5x6x4, as the images; got 5x4x6; download the original file again",
    ],
    [
      "a label that the table of classes does not know",
      { labels: { ...labels!, data: Uint16Array.from(labels!.data, (label, i) => (i === 9 ? 7 : label)) } },
      "labels of image 0, row 1, column 2: expected a label 0..6; got 7; take the classMapping40.mat that belongs to the file, or download both again",
    ],
  ];
  it.each(cases)("%s", async (_, changes, message) => {
    const mark = message.startsWith("expected") ? ": " : ", ";
    expect(await said(await nyuv2Folder(changes))).toBe(`DIR/${labeledFile}${mark}${message}`);
  });

  it("no names where they are wanted", async () => {
    const dir = await nyuv2Folder({ names: null });
    expect(await said(dir, { classes: "raw" })).toBe(
      `DIR/${labeledFile}: expected a variable names; got none of that name; take the original file, which has it`,
    );
  });

  it("no file, another file, a cut file", async () => {
    expect(await said(await newFolder())).toBe(
      `DIR/${labeledFile}: expected a file; got nothing there; put the file there, and allow it to be read`,
    );
    const dir = await nyuv2Folder();
    const whole = await readFile(join(dir, labeledFile));
    await put(dir, labeledFile, "hello");
    expect(await said(dir)).toBe(damaged);
    await put(dir, labeledFile, whole.subarray(0, whole.length - 100));
    expect(await said(dir)).toBe(damaged);
  });

  it("frames without a margin that is known", async () => {
    expect(await said(await nyuv2Folder(), { crop: true })).toBe(
      `DIR/${labeledFile}: expected frames of 640x480 pixels, which have a known margin; got 6x4; open it with crop: false`,
    );
  });
});

describe("lists beside it that cannot be used are refused with their entry", () => {
  it.each([
    [
      "splits",
      { ...splitsJson, testNdxs: [5, 6] },
      "testNdxs, entry 2: expected an image 1..5; got 6; take the original splits.mat",
    ],
    [
      "splits",
      { ...splitsJson, trainNdxs: [0] },
      "trainNdxs, entry 1: expected a whole number from 1 on; got 0; take the original file",
    ],
    [
      "splits",
      { ...splitsJson, testNdxs: [2, 3] },
      "testNdxs, entry 2: expected an image that is named once; got 3, as in trainNdxs, entry 2; take the original splits.mat",
    ],
    ["splits", { train: [1] }, "expected a list trainNdxs; got only train; take the original file"],
    ["splits", 7, "expected a list trainNdxs; got no list at all; take the original file"],
    [
      "classMapping40",
      { ...mappingJson, mapClass: [1, 41] },
      "mapClass, entry 2: expected a class 1..40; got 41; take the original classMapping40.mat",
    ],
    [
      "classMapping40",
      { ...mappingJson, mapClass: [1, "bed"] },
      'mapClass, entry 2: expected a whole number from 1 on; got "bed"; take the original file',
    ],
    [
      "classMapping40",
      { ...mappingJson, className: ["wall"] },
      "className: expected the names of 40 classes; got 1; take the original classMapping40.mat",
    ],
    [
      "classMapping40",
      { ...mappingJson, className: [1] },
      "className, entry 1: expected a text; got 1; take the original file",
    ],
  ])("%s, %j", async (stem, json, message) => {
    const dir = await nyuv2Folder();
    await put(dir, `${stem}.json`, JSON.stringify(json));
    const mark = message.startsWith("expected") ? ": " : ", ";
    expect(await said(dir, { classes: 40 })).toBe(`DIR/${stem}.json${mark}${message}`);
  });

  it("a table of classes that is not there", async () => {
    const dir = await nyuv2Folder();
    await rm(join(dir, "classMapping40.json"));
    expect(await said(dir, { classes: 13 })).toBe(
      "DIR/classMapping40.mat: expected the table that puts the raw classes together to 13; got nothing there; " +
        "download it to this folder, or open the data with classes: raw",
    );
  });

  it.each([
    [{ seed: -1 }, "openNyuv2: expected seed to be an integer 0..4294967295; got -1"],
    [{ normalsRadius: 0 }, "openNyuv2: expected normalsRadius to be an integer >= 1; got 0"],
    [{ size: { width: 0 } }, "openNyuv2: expected width to be an integer >= 1; got 0"],
    [JSON.parse('{"classes": 7}'), 'openNyuv2: expected classes to be 13 or 40 or "raw"; got 7'],
    [JSON.parse('{"crop": "no"}'), 'openNyuv2: expected crop to be true or false; got "no"'],
    [{ cacheBytes: -1 }, "openNyuv2: expected cacheBytes to be an integer >= 0; got -1"],
  ])("the options %j", async (options, message) => {
    expect(await said(await nyuv2Folder(), options)).toBe(message);
  });
});
