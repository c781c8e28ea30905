import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { encode } from "fast-png";
import { afterAll } from "vitest";

/** Every file of the fixture is this wide and high. */
export const size = { width: 6, height: 4 };

export const pixels = size.width * size.height;

export const manifest = {
  name: "tiny",
  size,
  splits: { train: "train", val: "val" },
  intrinsics: { fx: 5, fy: 5, cx: 2.5, cy: 1.5 },
  input: { folder: "image", format: "png" },
  tasks: {
    segmentation: {
      folder: "label",
      format: "png",
      kind: "classes",
      ignore: 255,
      classes: ["wall", "floor", "bed"],
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

/** A PNG of given values, interleaved. */
export function png(data: Uint8Array | Uint16Array, channels = 1, { width, height } = size): Uint8Array {
  return encode({ width, height, data, channels, depth: data instanceof Uint16Array ? 16 : 8 });
}

export const grey = (value: (i: number) => number, count = pixels) =>
  Uint8Array.from({ length: count }, (_, i) => value(i));

export const grey16 = (value: (i: number) => number, count = pixels) =>
  Uint16Array.from({ length: count }, (_, i) => value(i));

/** The files of one sample, by folder; `k` makes samples differ. */
export function sampleFiles(k: number): Record<string, Uint8Array> {
  return {
    image: png(
      grey((i) => (7 * i + k) % 256, 3 * pixels),
      3,
    ),
    label: png(grey((i) => [0, 1, 2, 255][(i + k) % 4]!)),
    depth: png(grey16((i) => (i === 5 ? 0 : 1000 + 100 * i + k))),
    normal: png(
      grey((i) => (i < 3 ? 0 : [128, 100, 10 + k][i % 3]!), 3 * pixels),
      3,
    ),
  };
}

const made: string[] = [];

afterAll(() => Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))));

/** An empty folder that goes away after the tests of the file. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "equipoise-datasets-"));
  made.push(folder);
  return folder;
}

export async function put(folder: string, file: string, content: string | Uint8Array): Promise<void> {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** A sound data folder with three training samples, named a, b and c, and one validation sample, named d. */
export async function tinyFolder(): Promise<string> {
  const folder = await newFolder();
  await put(folder, "dataset.json", JSON.stringify(manifest));
  for (const [k, place] of ["train/a", "train/b", "train/c", "val/d"].entries())
    for (const [kind, bytes] of Object.entries(sampleFiles(k))) {
      const [split, stem] = place.split("/");
      await put(folder, `${split}/${kind}/${stem}.png`, bytes);
    }
  return folder;
}

/** A data folder of 6x4 pixels whose manifest has some fields replaced, with files by path. */
export async function folderOf(
  fields: Record<string, unknown>,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const folder = await newFolder();
  const input = { folder: "image", format: "png" };
  const told = { name: "mine", size, splits: { train: "." }, input, ...fields };
  await put(folder, "dataset.json", JSON.stringify(told));
  for (const [file, content] of Object.entries(files)) await put(folder, file, content);
  return folder;
}

/** A picture of one colour. */
export const picture = (value = 0, of = size): Uint8Array =>
  png(new Uint8Array(3 * of.width * of.height).fill(value), 3, of);
