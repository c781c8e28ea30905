import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { expect, it } from "vitest";
import { refusal } from "../refusal.fixture.ts";
import { manifest, put, size, tinyFolder } from "./folder.fixture.ts";
import { openFolder } from "./open-folder.ts";

/** What is done to a sound folder, and what is said when its first training sample is asked for; `DIR` is the folder. */
export type Refusal = [what: string, damage: (dir: string) => Promise<unknown>, message: string];

const { tasks } = manifest;

/** Writes the manifest with some fields replaced. */
export const says = (fields: Record<string, unknown>) => (dir: string) =>
  put(dir, "dataset.json", JSON.stringify({ ...manifest, ...fields }));

export const depthSays = (fields: Record<string, unknown>) =>
  says({ tasks: { ...tasks, depth: { ...tasks.depth, ...fields } } });

export const classesSay = (fields: Record<string, unknown>) =>
  says({ tasks: { ...tasks, segmentation: { ...tasks.segmentation, ...fields } } });

export const normalsSay = (fields: Record<string, unknown>) =>
  says({ tasks: { ...tasks, normals: { ...tasks.normals, ...fields } } });

export const cut = (file: string, bytes: number) => async (dir: string) => {
  const whole = await readFile(join(dir, file));
  await writeFile(join(dir, file), whole.subarray(0, whole.length - bytes));
};

export const flipByte = (file: string, at: number) => async (dir: string) => {
  const bytes = await readFile(join(dir, file));
  bytes[at]! ^= 0xff;
  await writeFile(join(dir, file), bytes);
};

export const jpg = () =>
  sharp({ create: { ...size, channels: 3, background: "red" } })
    .jpeg()
    .toBuffer();

export const whole = "expected a whole PNG; got a truncated or damaged one; copy or export the file again";
export const picture =
  "expected a whole picture; got a truncated or damaged one; copy or export the file again";

/** Tests that each damage is answered with its message. */
export const testRefusals = (table: readonly Refusal[]): void =>
  it.each(table)("%s", async (_, damage, message) => {
    const dir = await tinyFolder();
    await damage(dir);
    const said = await refusal(async () => (await openFolder(dir)).sample("train", 0));
    expect(said.replaceAll(dir, "DIR").replace(/\d\d\d+ bytes/, "SIZE bytes")).toBe(message);
  });
