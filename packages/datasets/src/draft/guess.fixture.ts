import { expect } from "vitest";
import { folderOf, newFolder, picture, put } from "../folder/folder.fixture.ts";
import { openFolder } from "../folder/open-folder.ts";
import { npyOf } from "../npy/npy.fixture.ts";
import type { Size } from "../sample.ts";
import { draftManifest } from "./draft-manifest.ts";

/** A file beside a picture, and what it is to be taken for. */
export type Guess = readonly [
  what: string,
  file: string,
  content: Uint8Array,
  fields: Readonly<Record<string, unknown>>,
  why: RegExp,
];

/** An array of floats, as numpy saves it, of the picture's size where none is given. */
export const floats = (value: (i: number) => number, shape: readonly number[] = [4, 6]): Uint8Array =>
  npyOf(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => value(i)),
    shape,
  );

/** Drafts a manifest for a picture and one file, holds it to what is expected, and reads the data by it. */
export async function expectGuess([, file, content, fields, why]: Guess, size?: Size): Promise<void> {
  const files = { "image/a.png": picture(9, size), [file]: content };
  const dir = await newFolder();
  for (const [name, bytes] of Object.entries(files)) await put(dir, name, bytes);
  const { manifest, lines } = await draftManifest(dir);
  const [folder, name] = file.split("/");
  expect(Object.values(manifest!.tasks)).toEqual([{ ...fields, folder, format: name!.split(".")[1] }]);
  expect(lines.find((line) => line.startsWith(`${folder}, `))).toMatch(why);
  const opened = await folderOf({ ...manifest!, splits: { train: "." } }, files);
  const [target] = Object.values((await (await openFolder(opened)).sample("train", 0)).targets);
  if (target?.kind === "classes") {
    const known = target.labels.filter((label) => label < 255);
    expect(new Set(known).size).toBe(new Set(Object(fields["classes"])).size);
  } else expect(target?.mask).toContain(1);
}

/** Drafts a manifest for a picture and one file that no task can be made of. @returns what is said of the file */
export async function passedOver(file: string, content: Uint8Array): Promise<string> {
  const dir = await newFolder();
  await put(dir, "image/a.png", picture(9));
  await put(dir, file, content);
  const { manifest, lines } = await draftManifest(dir);
  expect(manifest).toBeNull();
  return lines[1]!;
}
