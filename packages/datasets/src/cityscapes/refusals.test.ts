import { cp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { newFolder, png, put } from "../folder/folder.fixture.ts";
import { refusal } from "../refusal.fixture.ts";
import { type CityscapesOptions, openCityscapes } from "./open-cityscapes.ts";

const tree = fileURLToPath(new URL("golden/tree", import.meta.url));
const size = { width: 8, height: 4 };
const at = (folder: string, ending: string, split = "train", stem = "aachen_000000_000019") =>
  `${folder}/${split}/${stem.split("_")[0]}/${stem}_${ending}`;
const image = at("leftImg8bit", "leftImg8bit.png");
const ids = at("gtFine", "gtFine_labelIds.png");
const disparity = at("disparity", "disparity.png");
const camera = at("camera", "camera.json");

async function said(damage: (dir: string) => unknown, options?: CityscapesOptions): Promise<string> {
  const dir = await newFolder();
  await cp(tree, dir, { recursive: true });
  await damage(dir);
  const open = async () => {
    const dataset = await openCityscapes(dir, options);
    for (const index of [0, 1]) await dataset.sample("train", index);
  };
  return (await refusal(open)).replaceAll(dir, "DIR");
}

const write = (file: string, content: Uint8Array | string) => (dir: string) => put(dir, file, content);
const remove = (file: string) => (dir: string) => rm(join(dir, file), { recursive: true });
const cut = (file: string) => async (dir: string) =>
  put(dir, file, (await readFile(join(dir, file))).subarray(0, 60));
const json = (extrinsic: unknown, intrinsic: unknown) => JSON.stringify({ extrinsic, intrinsic });

const picture = "expected a whole picture; got a truncated or damaged one; copy or export the file again";
const whole = "expected a whole PNG; got a truncated or damaged one; copy or export the file again";
const cases: readonly [what: string, damage: (dir: string) => unknown, message: string, metric?: "metric"][] =
  [
    [
      "no images",
      remove("leftImg8bit"),
      "DIR/leftImg8bit: expected folders train, val or test; got none of them; name the folder that leftImg8bit_trainvaltest.zip was unpacked in",
    ],
    [
      "a split without an image",
      remove("leftImg8bit/val/frankfurt"),
      "DIR/leftImg8bit/val: expected images <city>/<name>_leftImg8bit.png; got none; unpack the archive of these images there, or remove the folder of the split",
    ],
    [
      "neither labels nor disparity",
      async (dir) => {
        await remove("gtFine")(dir);
        await remove("disparity")(dir);
      },
      "DIR: expected gtFine or disparity beside leftImg8bit; got neither; unpack gtFine_trainvaltest.zip or disparity_trainvaltest.zip there",
    ],
    [
      "an image without labels",
      remove(ids),
      "DIR/gtFine/train: expected a file for every image of leftImg8bit; got none named aachen/aachen_000000_000019_gtFine_labelIds.png; unpack the whole download, or remove the images",
    ],
    [
      "a city without labels",
      remove("gtFine/train/bochum"),
      "DIR/gtFine/train/bochum: expected a folder; got nothing there; unpack the whole download",
    ],
    [
      "metres without cameras",
      remove("camera"),
      "DIR/camera/train/aachen: expected a folder; got nothing there; unpack the whole download",
      "metric",
    ],
    [
      "an id that there is not",
      write(ids, png(new Uint8Array(32).fill(34, 13), 1, size)),
      `DIR/${ids}, row 1, column 5: expected an id 0..33 or 255, as in labelIds; got 34; take the file of the data set again`,
    ],
    [
      "labels of another size",
      write(ids, png(new Uint8Array(32), 1, { width: 4, height: 8 })),
      `DIR/${ids}: expected 8x4 pixels, the size of DIR/${image}; got 4x8; export picture and maps at one size`,
    ],
    [
      "disparity of 8 bits",
      write(disparity, png(new Uint8Array(32), 1, size)),
      `DIR/${disparity}: expected a 16-bit grey PNG; got 8-bit grey; export depth as 16-bit grey, for example millimetres with scale 0.001: 8 bits are too coarse to train on`,
    ],
    [
      "an image of another size",
      write(
        at("leftImg8bit", "leftImg8bit.png", "train", "aachen_000001_000019"),
        png(new Uint8Array(96), 3, { width: 4, height: 8 }),
      ),
      `DIR/${at("leftImg8bit", "leftImg8bit.png", "train", "aachen_000001_000019")}: expected 8x4 pixels, the size of DIR/${image}; got 4x8; export picture and maps at one size`,
    ],
    ["a cut image", cut(image), `DIR/${image}: ${picture}`],
    ["cut labels", cut(ids), `DIR/${ids}: ${whole}`],
    ["a cut disparity", cut(disparity), `DIR/${disparity}: ${whole}`],
    [
      "a camera that is no JSON",
      write(camera, "{"),
      `DIR/${camera}, line 1, column 2: expected valid JSON; got the end of the file`,
    ],
    [
      "a camera without a baseline",
      write(camera, json({}, { fx: 1, fy: 1, u0: 0, v0: 0 })),
      `DIR/${camera}, extrinsic.baseline: expected a camera: extrinsic.baseline and intrinsic.fx, fy, u0, v0, lengths above 0; got nothing; take the file of the data set again, or set data.depth=disparity, which needs no camera`,
    ],
    [
      "a camera with a focal length of 0",
      write(camera, json({ baseline: 0.2 }, { fx: 0, fy: 1, u0: 0, v0: 0 })),
      `DIR/${camera}, intrinsic.fx: expected a camera: extrinsic.baseline and intrinsic.fx, fy, u0, v0, lengths above 0; got 0; take the file of the data set again, or set data.depth=disparity, which needs no camera`,
    ],
    [
      "a camera that is a number",
      write(camera, "7"),
      `DIR/${camera}: expected a camera: extrinsic.baseline and intrinsic.fx, fy, u0, v0, lengths above 0; got 7; take the file of the data set again, or set data.depth=disparity, which needs no camera`,
    ],
  ];

describe("openCityscapes refuses with the file and the place", () => {
  it.each(cases)("%s", async (_, damage, message, depth) => {
    expect(await said(damage, { depth })).toBe(message);
  });

  it.each([
    ['{"classes": 13}', "openCityscapes: expected classes to be 7 or 19; got 13"],
    ['{"depth": "inverse"}', 'openCityscapes: expected depth to be "disparity" or "metric"; got "inverse"'],
    ['{"size": {"width": 1.5}}', "openCityscapes: expected width to be an integer >= 1; got 1.5"],
  ])("the options %s", async (options, message) => {
    expect(await said(() => {}, JSON.parse(options))).toBe(message);
  });
});
