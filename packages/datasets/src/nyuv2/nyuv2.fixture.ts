import { File, ready } from "h5wasm";
import { newFolder, put } from "../folder/folder.fixture.ts";
import type { Size } from "../sample.ts";

/** The tiny file's frames. */
export const frames = { images: 5, width: 6, height: 4 };

/** What the tiny file holds at an image, plane, column and row. */
export const stored = {
  image: (image: number, plane: number, x: number, y: number) => (image * 50 + plane * 20 + x * 3 + y) % 256,
  depth: (image: number, x: number, y: number) => (x === 0 && y === 0 ? 0 : 1 + image / 8 + x / 64 + y / 32),
  label: (image: number, x: number, y: number) => (image + x + 2 * y) % 7,
};

export const rawNames = ["wall", "floor", "bed", "chair", "lamp", "night stand"];

/** What can be told otherwise of the variables of a file, by name; `null` leaves one out. */
export type Variables = Readonly<Record<string, Variable | null>>;

export interface Variable {
  readonly shape: number[];
  readonly data: Uint8Array | Uint16Array | Float32Array | Float64Array;
  readonly chunks?: number[];
}

/** The variables of a file of frames: images outermost, width before height, as MATLAB stores them. */
export function variablesOf({ images, width, height }: Size & { images: number }): Record<string, Variable> {
  const count = images * width * height;
  const at = (i: number) => ({
    image: Math.floor(i / (width * height)),
    x: Math.floor(i / height) % width,
    y: i % height,
  });
  const depths = Float32Array.from({ length: count }, (_, i) => stored.depth(at(i).image, at(i).x, at(i).y));
  const labels = Uint16Array.from({ length: count }, (_, i) => stored.label(at(i).image, at(i).x, at(i).y));
  const colours = Uint8Array.from({ length: 3 * count }, (_, i) => {
    const { image: plane, x, y } = at(i);
    return stored.image(Math.floor(plane / 3), plane % 3, x, y);
  });
  return {
    images: { shape: [images, 3, width, height], data: colours, chunks: [1, 1, width, height] },
    depths: { shape: [images, width, height], data: depths, chunks: [Math.min(2, images), width, 2] },
    labels: { shape: [images, width, height], data: labels },
  };
}

let written = 0;

/** The bytes of a file such as MATLAB 7.3 writes: HDF5 of its first version behind a header of 512 bytes. */
export async function labeledMat(
  changes: Variables = {},
  size = frames,
  names: readonly string[] = rawNames,
): Promise<Uint8Array> {
  const { FS } = await ready;
  const path = `/written-${written++}`;
  const file = new File(path, "w", { libver: ["earliest", "v108"] });
  for (const [name, variable] of Object.entries({ ...variablesOf(size), ...changes })) {
    if (variable === null) continue;
    const { shape, data, chunks } = variable;
    file.create_dataset({ name, shape, data, ...(chunks && { chunks, compression: 3 }) });
  }
  if (changes["names"] !== null) {
    const cells = file.create_group("#refs#");
    const references = names.map((text, i) => {
      const data = Uint16Array.from(text, (letter) => letter.charCodeAt(0));
      return cells.create_dataset({ name: `cell${i}`, data, shape: [data.length, 1] }).create_reference();
    });
    file.create_dataset({ name: "names", data: references, shape: [1, references.length] });
  }
  file.close();
  const bytes = FS.readFile(path, { encoding: "binary" });
  FS.unlink(path);
  const header = new Uint8Array(512);
  header.set(new TextEncoder().encode("MATLAB 7.3 MAT-file, Platform: GLNXA64 HDF5 schema 1.00 ."));
  header.set([0, 2, 0x49, 0x4d], 124);
  return Buffer.concat([header, bytes]);
}

export const splitsJson = { trainNdxs: [1, 3, 4], testNdxs: [5, 2] };

/** Raw class `i` is class `1 + i % 40`. */
export const mappingJson = {
  mapClass: rawNames.map((_, i) => 1 + ((i * 7) % 40)),
  className: Array.from({ length: 40 }, (_, i) => `class ${i + 1}`),
};

/** A folder with a tiny file, and a split and classes beside it. */
export async function nyuv2Folder(changes: Variables = {}): Promise<string> {
  const dir = await newFolder();
  await put(dir, "nyu_depth_v2_labeled.mat", await labeledMat(changes));
  await put(dir, "splits.json", JSON.stringify(splitsJson));
  await put(dir, "classMapping40.json", JSON.stringify(mappingJson));
  return dir;
}
