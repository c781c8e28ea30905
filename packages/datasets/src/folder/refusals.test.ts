import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { DataError } from "../data-error.ts";
import { refusal } from "../refusal.fixture.ts";
import {
  grey,
  grey16,
  manifest,
  newFolder,
  pixels,
  png,
  put,
  sampleFiles,
  size,
  tinyFolder,
} from "./folder.fixture.ts";
import { openFolder } from "./open-folder.ts";

/** What is done to a sound folder, and what is said when its first training sample is asked for; `DIR` is the folder. */
type Refusal = [what: string, damage: (dir: string) => Promise<unknown>, message: string];

const { tasks } = manifest;

/** Writes the manifest with some fields replaced. */
const says = (fields: Record<string, unknown>) => (dir: string) =>
  put(dir, "dataset.json", JSON.stringify({ ...manifest, ...fields }));

const depthSays = (fields: Record<string, unknown>) =>
  says({ tasks: { ...tasks, depth: { ...tasks.depth, ...fields } } });

const classesSay = (fields: Record<string, unknown>) =>
  says({ tasks: { ...tasks, segmentation: { ...tasks.segmentation, ...fields } } });

const normalsSay = (fields: Record<string, unknown>) =>
  says({ tasks: { ...tasks, normals: { ...tasks.normals, ...fields } } });

const cut = (file: string, bytes: number) => async (dir: string) => {
  const whole = await readFile(join(dir, file));
  await writeFile(join(dir, file), whole.subarray(0, whole.length - bytes));
};

const flipByte = (file: string, at: number) => async (dir: string) => {
  const bytes = await readFile(join(dir, file));
  bytes[at]! ^= 0xff;
  await writeFile(join(dir, file), bytes);
};

const jpg = () =>
  sharp({ create: { ...size, channels: 3, background: "red" } })
    .jpeg()
    .toBuffer();

const inside = "expected a folder inside the data folder, such as train/image, with no .. and not absolute";

const ofTheManifest: Refusal[] = [
  [
    "no manifest",
    (dir) => rm(join(dir, "dataset.json")),
    "DIR/dataset.json: expected a description of the data set; got nothing there; name a folder that holds a dataset.json",
  ],
  [
    "bad JSON",
    (dir) => put(dir, "dataset.json", '{\n  "name": "tiny",\n}'),
    'DIR/dataset.json, line 3, column 1: expected valid JSON; got "}"',
  ],
  [
    "JSON that ends early",
    (dir) => put(dir, "dataset.json", '{"name":'),
    "DIR/dataset.json, line 1, column 9: expected valid JSON; got the end of the file",
  ],
  [
    "JSON of another kind",
    (dir) => put(dir, "dataset.json", "[]"),
    "DIR/dataset.json: expected an object; got []",
  ],
  [
    "an unknown field",
    depthSays({ scale: undefined, scal: 1 }),
    'DIR/dataset.json, tasks.depth.scal: expected a field of kind, folder, format, unit, scale, invalid; got "scal"; did you mean "scale"?',
  ],
  [
    "an unknown field like no other",
    says({ licence: "MIT" }),
    'DIR/dataset.json, licence: expected a field of name, description, source, size, splits, intrinsics, input, tasks; got "licence"',
  ],
  ["a missing field", says({ size: undefined }), "DIR/dataset.json, size: expected an object; got nothing"],
  ["an empty name", says({ name: "" }), 'DIR/dataset.json, name: expected a text that is not empty; got ""'],
  [
    "a size of no pixels",
    says({ size: { width: 0, height: 4 } }),
    "DIR/dataset.json, size.width: expected an integer >= 1; got 0",
  ],
  [
    "a size in half pixels",
    says({ size: { width: 1.5, height: 4 } }),
    "DIR/dataset.json, size.width: expected an integer >= 1; got 1.5",
  ],
  [
    "a scale of 0",
    depthSays({ scale: 0 }),
    "DIR/dataset.json, tasks.depth.scale: expected a number > 0; got 0",
  ],
  [
    "a scale that is a text",
    depthSays({ scale: "0.001" }),
    'DIR/dataset.json, tasks.depth.scale: expected a number; got "0.001"',
  ],
  [
    "another unit",
    depthSays({ unit: "mm" }),
    'DIR/dataset.json, tasks.depth.unit: expected "metre"; got "mm"',
  ],
  [
    "an unknown kind",
    depthSays({ kind: "flow" }),
    'DIR/dataset.json, tasks.depth.kind: expected "classes" or "depth" or "normals"; got "flow"',
  ],
  [
    "another format",
    says({ input: { folder: "image", format: "bmp" } }),
    'DIR/dataset.json, input.format: expected "jpg" or "png"; got "bmp"',
  ],
  [
    "another encoding of normals",
    normalsSay({ encoding: "v / 255" }),
    'DIR/dataset.json, tasks.normals.encoding: expected "(v - 127.5) / 127.5, then unit length"; got "v / 255"',
  ],
  [
    "another frame of normals",
    normalsSay({ frame: "world" }),
    'DIR/dataset.json, tasks.normals.frame: expected "camera: x right, y down, z forward; normals face the camera"; got "world"',
  ],
  [
    "an invalid triple of two",
    normalsSay({ invalid: [0, 0] }),
    "DIR/dataset.json, tasks.normals.invalid: expected three integers 0..255; got [0,0]",
  ],
  [
    "an invalid depth beyond 16 bits",
    depthSays({ invalid: 65536 }),
    "DIR/dataset.json, tasks.depth.invalid: expected an integer 0..65535; got 65536",
  ],
  [
    "classes of one name",
    classesSay({ classes: ["a", "b", "a"] }),
    'DIR/dataset.json, tasks.segmentation.classes: expected class names that differ from each other; got ["a","b","a"]',
  ],
  [
    "no classes",
    classesSay({ classes: [] }),
    "DIR/dataset.json, tasks.segmentation.classes: expected 1 to 255 class names; got []",
  ],
  ["no tasks", says({ tasks: {} }), "DIR/dataset.json, tasks: expected at least one task; got {}"],
  ["no splits", says({ splits: {} }), "DIR/dataset.json, splits: expected at least one split; got {}"],
  [
    "a split with an odd name",
    says({ splits: { "my split": "train" } }),
    'DIR/dataset.json, splits.my split: expected a name that starts with a letter and goes on with letters, digits, _ or -; got "my split"',
  ],
  [
    "a split outside",
    says({ splits: { train: "../other" } }),
    `DIR/dataset.json, splits.train: ${inside}; got "../other"`,
  ],
  [
    "a task outside",
    depthSays({ folder: "depth/../../.." }),
    `DIR/dataset.json, tasks.depth.folder: ${inside}; got "depth/../../.."`,
  ],
  [
    "an absolute folder",
    says({ input: { folder: "/etc", format: "png" } }),
    `DIR/dataset.json, input.folder: ${inside}; got "/etc"`,
  ],
  [
    "a folder on another drive",
    says({ input: { folder: "C:\\data", format: "png" } }),
    `DIR/dataset.json, input.folder: ${inside}; got "C:\\\\data"`,
  ],
];

const ofTheFolders: Refusal[] = [
  [
    "a missing split",
    (dir) => rm(join(dir, "val"), { recursive: true }),
    "DIR/val/image: expected a folder; got nothing there; correct splits and folders in dataset.json",
  ],
  [
    "a file for a folder",
    says({ input: { folder: "image/a.png", format: "png" } }),
    "DIR/train/image/a.png: expected a folder; got ENOTDIR; correct splits and folders in dataset.json",
  ],
  [
    "an empty folder",
    (dir) => rm(join(dir, "val/image/d.png")),
    "DIR/val/image: expected .png files; got an empty folder",
  ],
  [
    "files of another kind",
    says({ input: { folder: "image", format: "jpg" } }),
    "DIR/train/image: expected .jpg or .jpeg files; got 3 files of other kinds, such as a.png",
  ],
  [
    "a sample without depth",
    (dir) => rm(join(dir, "train/depth/b.png")),
    "DIR/train/depth: expected a counterpart of every file in DIR/train/image; got none for b; add the missing files, or remove those without counterpart",
  ],
  [
    "a label without a picture",
    (dir) => rm(join(dir, "train/image/b.png")),
    "DIR/train/image: expected a counterpart of every file in DIR/train/label; got none for b; add the missing files, or remove those without counterpart",
  ],
  [
    "many pictures without a label",
    async (dir) => {
      for (let i = 0; i < 9; i++) await put(dir, `train/image/x${i}.png`, "");
    },
    "DIR/train/label: expected a counterpart of every file in DIR/train/image; got none for x0, x1, x2, x3, x4 and 4 more; add the missing files, or remove those without counterpart",
  ],
  [
    "two files for one name",
    async (dir) => {
      await says({ input: { folder: "image", format: "jpg" } })(dir);
      for (const extension of ["jpg", "jpeg"]) await put(dir, `train/image/a.${extension}`, "");
    },
    "DIR/train/image/a.jpg: expected one file of that name; got DIR/train/image/a.jpeg as well; remove one",
  ],
];

const whole = "expected a whole PNG; got a truncated or damaged one; copy or export the file again";
const picture = "expected a whole picture; got a truncated or damaged one; copy or export the file again";
const oneSize =
  "expected 6x4 pixels, the size in dataset.json; got 4x6; export every file at one size, and say that size in dataset.json";
const tall = { width: 4, height: 6 };

const ofTheFiles: Refusal[] = [
  ["a picture that is cut off", cut("train/image/a.png", 30), `DIR/train/image/a.png: ${picture}`],
  [
    "a picture of another size",
    (dir) => put(dir, "train/image/a.png", png(new Uint8Array(3 * pixels), 3, tall)),
    `DIR/train/image/a.png: ${oneSize}`,
  ],
  [
    "a picture of another format",
    async (dir) => put(dir, "train/image/a.png", await jpg()),
    "DIR/train/image/a.png: expected a png file, as input.format says; got SIZE bytes of something else; convert the file, or correct input.format in dataset.json",
  ],
  [
    "an empty picture",
    (dir) => put(dir, "train/image/a.png", ""),
    "DIR/train/image/a.png: expected a png file, as input.format says; got 0 bytes of something else; convert the file, or correct input.format in dataset.json",
  ],
  [
    "a class that is not listed",
    (dir) => put(dir, "train/label/a.png", png(grey((i) => (i === 15 ? 3 : 0)))),
    "DIR/train/label/a.png, row 2, column 3: expected a class 0..2 or 255 (ignore); got 3; correct the label, or list its class under tasks.segmentation.classes",
  ],
  [
    "labels as colours",
    (dir) => put(dir, "train/label/a.png", png(new Uint8Array(3 * pixels), 3)),
    "DIR/train/label/a.png: expected a grey or palette PNG of at most 8 bits; got 8-bit RGB; store class indexes, not colours, in one 8-bit channel",
  ],
  [
    "labels in 16 bits",
    (dir) => put(dir, "train/label/a.png", png(grey16(() => 1))),
    "DIR/train/label/a.png: expected a grey or palette PNG of at most 8 bits; got 16-bit grey; store class indexes, not colours, in one 8-bit channel",
  ],
  [
    "labels of another size",
    (dir) => put(dir, "train/label/a.png", png(new Uint8Array(pixels), 1, tall)),
    `DIR/train/label/a.png: ${oneSize}`,
  ],
  ["labels that are cut off", cut("train/label/a.png", 15), `DIR/train/label/a.png: ${whole}`],
  [
    "labels that end in the header",
    cut("train/label/a.png", sampleFiles(0)["label"]!.length - 20),
    "DIR/train/label/a.png: expected a whole PNG; got one without a header; copy or export the file again",
  ],
  ["labels with a bit error", flipByte("train/label/a.png", 45), `DIR/train/label/a.png: ${whole}`],
  [
    "labels that are no PNG",
    (dir) => put(dir, "train/label/a.png", "hello"),
    "DIR/train/label/a.png: expected a PNG; got 5 bytes of something else",
  ],
  [
    "depth in 8 bits",
    (dir) => put(dir, "train/depth/a.png", png(new Uint8Array(pixels))),
    "DIR/train/depth/a.png: expected a 16-bit grey PNG; got 8-bit grey; export depth as 16-bit grey, for example millimetres with scale 0.001: 8 bits are too coarse to train on",
  ],
  [
    "depth as a picture",
    (dir) => put(dir, "train/depth/a.png", png(new Uint16Array(3 * pixels), 3)),
    "DIR/train/depth/a.png: expected a 16-bit grey PNG; got 16-bit RGB; export depth as 16-bit grey, for example millimetres with scale 0.001: 8 bits are too coarse to train on",
  ],
  ["depth that is cut off", cut("train/depth/a.png", 1), `DIR/train/depth/a.png: ${whole}`],
  [
    "grey normals",
    (dir) => put(dir, "train/normal/a.png", png(new Uint8Array(pixels))),
    "DIR/train/normal/a.png: expected an 8-bit RGB PNG; got 8-bit grey; export (nx, ny, nz) * 127.5 + 127.5 as 8-bit RGB without alpha",
  ],
  [
    "normals with alpha",
    (dir) => put(dir, "train/normal/a.png", png(new Uint8Array(4 * pixels), 4)),
    "DIR/train/normal/a.png: expected an 8-bit RGB PNG; got 8-bit RGBA; export (nx, ny, nz) * 127.5 + 127.5 as 8-bit RGB without alpha",
  ],
];

const table = [...ofTheManifest, ...ofTheFolders, ...ofTheFiles];

describe("a folder that cannot be used is refused with the file, the place, and what to do", () => {
  it.each(table)("%s", async (_, damage, message) => {
    const dir = await tinyFolder();
    await damage(dir);
    const said = await refusal(async () => (await openFolder(dir)).sample("train", 0));
    expect(said.replaceAll(dir, "DIR").replace(/\d\d\d+ bytes/, "SIZE bytes")).toBe(message);
  });

  it("says the parts apart, for programs", async () => {
    const dir = await tinyFolder();
    await put(dir, "train/label/a.png", png(grey(() => 9)));
    const error = await openFolder(dir).then((dataset) =>
      dataset.sample("train", 0).catch((thrown: unknown) => thrown),
    );
    expect(error).toBeInstanceOf(DataError);
    expect(error).toMatchObject({
      name: "DataError",
      subject: join(dir, "train/label/a.png"),
      position: "row 0, column 0",
      expected: "a class 0..2 or 255 (ignore)",
      got: "9",
      cure: "correct the label, or list its class under tasks.segmentation.classes",
    });
  });

  it("keeps what the decoder said as the cause", async () => {
    const dir = await tinyFolder();
    await cut("train/depth/a.png", 15)(dir);
    const error = await openFolder(dir).then((dataset) =>
      dataset.sample("train", 0).catch((thrown: unknown) => thrown),
    );
    expect(error).toHaveProperty("cause.message");
  });

  it("refuses a file that goes away after opening", async () => {
    const dir = await tinyFolder();
    const dataset = await openFolder(dir);
    await rm(join(dir, "train/depth/b.png"));
    const said = await refusal(() => dataset.sample("train", 1));
    expect(said.replaceAll(dir, "DIR")).toBe("DIR/train/depth/b.png: expected a file; got nothing there");
    expect((await dataset.sample("train", 0)).name).toBe("train/a");
  });

  it.each([0.2, 0.5, 0.9, 0.99])("refuses a JPEG of which %d is left", async (share) => {
    const dir = await newFolder();
    await says({ input: { folder: "image", format: "jpg" }, splits: { train: "train" } })(dir);
    for (const [kind, bytes] of Object.entries(sampleFiles(0)))
      if (kind !== "image") await put(dir, `train/${kind}/a.png`, bytes);
    const bytes = await jpg();
    await put(dir, "train/image/a.jpg", bytes.subarray(0, Math.floor(bytes.length * share)));
    const said = await refusal(async () => (await openFolder(dir)).sample("train", 0));
    expect(said.replaceAll(dir, "DIR")).toBe(`DIR/train/image/a.jpg: ${picture}`);
  });

  it.each([
    ["test", 0, 'tiny: expected a split of train, val; got "test"'],
    ["train", 3, "tiny: expected an index 0..2 of split train; got 3"],
    ["train", -1, "tiny: expected an index 0..2 of split train; got -1"],
    ["train", 0.5, "tiny: expected an index 0..2 of split train; got 0.5"],
  ])("refuses %s, %d", async (split, index, message) => {
    const dataset = await openFolder(await tinyFolder());
    expect(await refusal(() => dataset.sample(split, index))).toBe(message);
  });

  it.each([
    [{ size: { width: 0, height: 4 } }, "openFolder: expected width to be an integer >= 1; got 0"],
    [
      { size: { width: 4, height: Number.NaN } },
      "openFolder: expected height to be an integer >= 1; got NaN",
    ],
    [{ cacheBytes: -1 }, "openFolder: expected cacheBytes to be an integer >= 0; got -1"],
  ])("refuses the options %o", async (options, message) => {
    const dir = await tinyFolder();
    expect(await refusal(() => openFolder(dir, options))).toBe(message);
  });
});
