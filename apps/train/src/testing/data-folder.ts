import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";

const width = 16;
const height = 12;

/** Writes a whole data set in a folder: images, classes, depth and normals, a few of each split. */
export async function writeDataFolder(folder: string): Promise<void> {
  const manifest = {
    name: "tiny",
    size: { width, height },
    splits: { train: "train", val: "val" },
    input: { folder: "image", format: "jpg" },
    tasks: {
      segmentation: {
        folder: "label",
        format: "png",
        kind: "classes",
        ignore: 255,
        classes: ["wall", "floor"],
      },
      depth: { folder: "depth", format: "png", kind: "depth", unit: "metre", scale: 0.001, invalid: 0 },
      normals: {
        folder: "normal",
        format: "png",
        kind: "normals",
        encoding: "(v - 127.5) / 127.5, then unit length",
        invalid: [0, 0, 0],
      },
    },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "dataset.json"), JSON.stringify(manifest));
  for (const [split, count] of Object.entries({ train: 4, val: 2 })) {
    for (const kind of ["image", "label", "depth", "normal"])
      mkdirSync(join(folder, split, kind), { recursive: true });
    for (let i = 0; i < count; i++) {
      const at = (kind: string, format = "png") => join(folder, split, kind, `${i}.${format}`);
      await sharp(
        pixels(3, (x, y) => 16 * x + y + i),
        raw(3),
      )
        .jpeg()
        .toFile(at("image", "jpg"));
      await writeLabels(at("label"), (_, y) => Number(y > 6));
      await writeDepth(at("depth"), (x) => 1000 + 100 * x);
      await sharp(
        pixels(3, (_x, _y, c) => (c === 2 ? 0 : 127)),
        raw(3),
      )
        .png()
        .toFile(at("normal"));
    }
  }
}

/** Writes a PNG of class indices. */
export async function writeLabels(path: string, label: (x: number, y: number) => number): Promise<void> {
  await sharp(pixels(1, label), raw(1)).toColourspace("b-w").png().toFile(path);
}

/** Writes a 16-bit PNG of millimetres. */
async function writeDepth(path: string, depth: (x: number) => number): Promise<void> {
  const values = Uint16Array.from({ length: width * height }, (_, i) => depth(i % width));
  const input = { raw: { width, height, channels: 1, premultiplied: false } } as const;
  await sharp(values, input).toColourspace("grey16").png().toFile(path);
}

const raw = (channels: 1 | 3) => ({ raw: { width, height, channels } });

const pixels = (channels: 1 | 3, value: (x: number, y: number, channel: number) => number): Uint8Array =>
  Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const pixel = Math.floor(i / channels);
    return value(pixel % width, Math.floor(pixel / width), i % channels);
  });
