import { describe } from "vitest";
import {
  cut,
  depthSays,
  flipByte,
  jpg,
  picture,
  type Refusal,
  testRefusals,
  whole,
} from "./damage.fixture.ts";
import { grey, grey16, pixels, png, put, sampleFiles } from "./folder.fixture.ts";

const oneSize =
  'expected 6x4 pixels, the size in dataset.json; got 4x6; export every file at one size, and say that size in dataset.json; or say "resize" there instead of "size"';
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
    "DIR/train/label/a.png: expected a grey or palette PNG; got 8-bit RGB; store class indexes, not colours, in one channel",
  ],
  [
    "labels in 16 bits that are none",
    (dir) => put(dir, "train/label/a.png", png(grey16((i) => 257 * (i % 2)))),
    "DIR/train/label/a.png, row 0, column 1: expected a class 0..2 or 255 (ignore); got 257; correct the label, or list its class under tasks.segmentation.classes",
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
    "DIR/train/label/a.png: expected a PNG; got 5 bytes of something else; export the file as a PNG, or copy it again",
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
  [
    "a depth of nothing",
    async (dir) => {
      await depthSays({ invalid: 65535 })(dir);
      await put(dir, "train/depth/a.png", png(grey16((i) => (i === 9 ? 0 : 1000))));
    },
    "DIR/train/depth/a.png, row 1, column 3: expected a depth above 0 metres; got 0; correct it, or scale, offset and invalid of tasks.depth",
  ],
  ["depth that is cut off", cut("train/depth/a.png", 1), `DIR/train/depth/a.png: ${whole}`],
  [
    "grey normals",
    (dir) => put(dir, "train/normal/a.png", png(new Uint8Array(pixels))),
    "DIR/train/normal/a.png: expected an RGB PNG of 8 or 16 bits; got 8-bit grey; export (nx, ny, nz) * 127.5 + 127.5 as 8-bit RGB without alpha",
  ],
  [
    "normals with alpha",
    (dir) => put(dir, "train/normal/a.png", png(new Uint8Array(4 * pixels), 4)),
    "DIR/train/normal/a.png: expected an RGB PNG of 8 or 16 bits; got 8-bit RGBA; export (nx, ny, nz) * 127.5 + 127.5 as 8-bit RGB without alpha",
  ],
];

describe("a file that cannot be used is refused with its name and what to do", () =>
  testRefusals(ofTheFiles));
