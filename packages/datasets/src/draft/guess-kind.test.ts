import { crc32 } from "node:zlib";
import { expect, it } from "vitest";
import { folderOf, grey, grey16, newFolder, picture, pixels, png, put } from "../folder/folder.fixture.ts";
import { openFolder } from "../folder/open-folder.ts";
import { npyOf } from "../npy/npy.fixture.ts";
import { draftManifest } from "./draft-manifest.ts";

const floats = (value: (i: number) => number, count = pixels) =>
  Float32Array.from({ length: count }, (_, i) => value(i));
const shape = [4, 6];

/** A grey PNG made one of a palette. */
function palettePng(data: Uint8Array, colours: readonly number[]): Uint8Array {
  const chunk = (name: string, content: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(name), content]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const bytes = Buffer.from(png(data));
  const header = Buffer.from(bytes.subarray(16, 29));
  header[9] = 3;
  return Buffer.concat([
    bytes.subarray(0, 8),
    chunk("IHDR", header),
    chunk("PLTE", Uint8Array.from(colours)),
    bytes.subarray(33),
  ]);
}

const many = (i: number) => (i * 11) % 256;

type Case = readonly [
  what: string,
  file: string,
  content: Uint8Array,
  fields: Record<string, unknown>,
  why: RegExp,
];

const cases: readonly Case[] = [
  [
    "two values",
    "things/a.png",
    png(grey((i) => (i % 2 === 0 ? 40 : 90))),
    { kind: "mask", threshold: 40 },
    /40 and 90 in 1 file: a mask/,
  ],
  [
    "two values that are called labels",
    "labels/a.png",
    png(grey((i) => i % 2)),
    { kind: "classes", classes: ["class_0", "class_1"] },
    /2 classes/,
  ],
  [
    "values with gaps",
    "x/a.png",
    png(grey((i) => [7, 11, 26, 255][i % 4]!)),
    {
      kind: "classes",
      ignore: 255,
      remap: { 7: 0, 11: 1, 26: 2 },
      classes: ["class_7", "class_11", "class_26"],
    },
    /renumbered \(remap\)/,
  ],
  [
    "the highest value as a class",
    "labels/a.png",
    png(grey((i) => 253 + (i % 3))),
    {
      kind: "classes",
      ignore: [],
      remap: { 253: 0, 254: 1, 255: 2 },
      classes: ["class_253", "class_254", "class_255"],
    },
    /3 classes, renumbered/,
  ],
  [
    "a palette",
    "x/a.png",
    palettePng(
      grey((i) => i % 3),
      [0, 0, 0, 255, 0, 0, 0, 16, 255],
    ),
    { kind: "classes", classes: ["class_0 (#000000)", "class_1 (#ff0000)", "class_2 (#0010ff)"] },
    /palette PNG of 8 bits/,
  ],
  ["labels in 16 bits", "x/a.png", png(grey16((i) => [0, 1, 2, 65535][i % 4]!)), { kind: "depth" }, /depth/],
  [
    "labels in 16 bits that are called so",
    "seg/a.png",
    png(grey16((i) => [0, 1, 2, 65535][i % 4]!)),
    { kind: "classes", ignore: 65535, classes: ["class_0", "class_1", "class_2"] },
    /65535 for none/,
  ],
  [
    "few small values in 16 bits",
    "x/a.png",
    png(grey16((i) => i % 3)),
    { kind: "classes", classes: ["class_0", "class_1", "class_2"] },
    /3 classes/,
  ],
  [
    "sparse depth",
    "lidar/a.png",
    png(grey16((i) => (i % 6 === 0 ? 3000 + i : 0))),
    { kind: "depth", scale: "1/256" },
    /KITTI/,
  ],
  ["deep depth", "depth/a.png", png(grey16((i) => 30000 + i)), { kind: "depth", scale: "1/5000" }, /TUM/],
  [
    "depth in centimetres",
    "depth/a.png",
    png(grey16((i) => 150 + i)),
    { kind: "depth", scale: 0.01 },
    /centimetres.*1\.62 metres/,
  ],
  [
    "depth without an end",
    "depth/a.png",
    png(grey16((i) => (i === 3 ? 65535 : 3000))),
    { kind: "depth", scale: 0.001, invalid: [0, 65535] },
    /0 and 65535 are unknown/,
  ],
  [
    "depth in metres",
    "z/a.npy",
    npyOf(
      floats((i) => 1 + i / 10),
      shape,
    ),
    { kind: "depth" },
    /in metres, I guess/,
  ],
  [
    "depth of floats in millimetres",
    "z/a.npy",
    npyOf(
      floats((i) => 1000.5 + i),
      shape,
    ),
    { kind: "depth", scale: 0.001 },
    /in millimetres/,
  ],
  [
    "disparity",
    "disparity/a.png",
    png(grey16((i) => 256 * i)),
    { kind: "inverse-depth", scale: "1/256" },
    /inverse depth/,
  ],
  [
    "disparity in arrays",
    "disp/a.npy",
    npyOf(
      floats((i) => i / 50),
      shape,
    ),
    { kind: "inverse-depth" },
    /inverse depth/,
  ],
  [
    "edges",
    "edge-maps/a.png",
    png(grey(many)),
    { kind: "edges", scale: "1/255" },
    /edges, 0\.\.253 as 0\.\.1/,
  ],
  [
    "a heat map",
    "heat/a.npy",
    npyOf(
      floats((i) => i - 3.5),
      shape,
    ),
    { kind: "heatmap" },
    /a heat map/,
  ],
  [
    "many channels",
    "joints/a.npy",
    npyOf(
      floats((i) => i, 5 * pixels),
      [5, 4, 6],
    ),
    { kind: "heatmap", channels: 5, layout: "CHW" },
    /5 numbers a pixel/,
  ],
  [
    "a mask with soft edges",
    "sky/a.png",
    png(softMask(), 1, { width: 40, height: 40 }),
    { kind: "mask", threshold: 127.5 },
    /soft edges/,
  ],
  [
    "normals that face away",
    "geo/a.png",
    png(
      grey((i) => [128, 204, 230][i % 3]!, 3 * pixels),
      3,
    ),
    { kind: "normals", scale: [1, -1, -1] },
    /y up, z backward/,
  ],
  [
    "normals in 16 bits",
    "geo/a.png",
    png(
      grey16((i) => [32768, 52429, 6553][i % 3]!, 3 * pixels),
      3,
    ),
    { kind: "normals" },
    /100 % of the triples/,
  ],
  [
    "normals in an array",
    "geo/a.npy",
    npyOf(
      floats((i) => [0, 0.6, -0.8][Math.floor(i / pixels)]!, 3 * pixels),
      [3, 4, 6],
    ),
    { kind: "normals", layout: "CHW" },
    /unit length/,
  ],
  [
    "more pictures, in arrays of floats up to 255",
    "clean/a.npy",
    npyOf(
      floats((i) => i * 3.5, 3 * pixels),
      [3, 4, 6],
    ),
    { kind: "rgb", layout: "CHW", scale: "1/255" },
    /a second kind of pictures/,
  ],
  [
    "more pictures",
    "albedo/a.png",
    png(grey(many, 3 * pixels), 3),
    { kind: "rgb" },
    /a second kind of pictures/,
  ],
];

function softMask(): Uint8Array {
  return grey((i) => (i < 800 ? 0 : i < 840 ? (i - 799) * 6 : 255), 1600);
}

it.each(cases)("%s", async (_what, file, content, fields, why) => {
  const dir = await newFolder();
  const large = file.startsWith("sky") ? { width: 40, height: 40 } : undefined;
  await put(dir, "image/a.png", picture(9, large));
  await put(dir, file, content);
  const { manifest, lines } = await draftManifest(dir);
  const [folder, name] = file.split("/");
  const task = { ...fields, folder, format: name!.split(".")[1] };
  if (fields["kind"] === "depth" && file === "x/a.png")
    expect(Object.values(manifest!.tasks)[0]).toMatchObject({ kind: "depth" });
  else expect(Object.values(manifest!.tasks)).toEqual([task]);
  expect(lines.find((line) => line.startsWith(`${folder}, `))).toMatch(why);
  // What is drafted can be opened and read.
  const opened = await folderOf(JSON.parse(JSON.stringify({ ...manifest, splits: { train: "." } })), {
    "image/a.png": picture(9, large),
    [file]: content,
  });
  const [target] = Object.values((await (await openFolder(opened)).sample("train", 0)).targets);
  if (target?.kind === "classes")
    expect(new Set(target.labels.filter((label) => label < 255)).size).toBe(
      new Set(Object(fields["classes"])).size,
    );
  else expect(target?.mask).toContain(1);
});

it.each([
  [
    "depth/a.png",
    png(grey(many)),
    "256 steps are too coarse to train on; export 16 bits, such as millimetres with scale 0.001",
  ],
  [
    "labels/a.png",
    png(
      grey((i) => (i % 2) * 200, 3 * pixels),
      3,
    ),
    "labels painted in colours cannot be used; store the index of each class in one channel",
  ],
  [
    "thing/a.npy",
    npyOf(
      floats((i) => i / 30),
      shape,
    ),
    'could be several things; write what it is under tasks, such as { "kind": "heatmap" }, "edges" or "inverse-depth"',
  ],
  [
    "depth/a.npy",
    npyOf(
      floats((i) => i - 5),
      shape,
    ),
    "depth below 0 is none",
  ],
  [
    "thing/a.npy",
    npyOf(
      floats((i) => i, 2 * pixels),
      [4, 6, 2],
    ),
    "is nothing that a task can have",
  ],
])("%s: what cannot be told, or cannot be used, is said", async (file, content, why) => {
  const dir = await newFolder();
  await put(dir, "image/a.png", picture(9));
  await put(dir, file, content);
  const { manifest, lines } = await draftManifest(dir);
  expect(manifest).toBeNull();
  expect(lines[1]).toContain(`${why}; passed over`);
});
