import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { expect } from "vitest";
import { grey, grey16, newFolder, pixels, png, put, size } from "../folder/folder.fixture.ts";
import { initFolder } from "./init-folder.ts";

export const photo = (k: number): Uint8Array =>
  png(
    grey((i) => (37 * i + 11 * k) % 251, 3 * pixels),
    3,
  );
export const labels = (k: number): Uint8Array => png(grey((i) => [0, 1, 2, 255][(i + k) % 4]!));
export const metres = (k: number): Uint8Array => png(grey16((i) => 1500 + 100 * i + k));
export const sky = (): Uint8Array => png(grey((i) => (i < 9 ? 0 : 255)));

export function jpeg(k: number): Promise<Uint8Array> {
  const values = grey((i) => (9 * i + k) % 256, 3 * pixels);
  return sharp(values, { raw: { ...size, channels: 3 } })
    .jpeg()
    .toBuffer();
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

export async function folderWith(files: Files): Promise<string> {
  const dir = await newFolder();
  for (const [file, content] of Object.entries(files)) await put(dir, file, content);
  return dir;
}

/** What is written for a folder, and what it opens as. */
export async function initialised(files: Files) {
  const dir = await folderWith(files);
  const { lines, written, dataset, problem } = await initFolder(dir);
  expect(problem?.message).toBeUndefined();
  const manifest: unknown = JSON.parse(await textOf(dir, "dataset.json"));
  const lengths = Object.fromEntries(dataset!.splits.map((split) => [split, dataset!.length(split)]));
  return { dir, manifest, lengths, lines, written: written.map((file) => file.slice(dir.length + 1)) };
}

export const textOf = (dir: string, file: string): Promise<string> => readFile(join(dir, file), "utf8");
