import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll } from "vitest";
import { put } from "../folder/folder.fixture.ts";
import { testDamages } from "../fuzz.fixture.ts";
import { labeledMat, nyuv2Folder } from "./nyuv2.fixture.ts";
import { labeledFile, openNyuv2 } from "./open-nyuv2.ts";

let dir: string;
beforeAll(async () => {
  dir = await nyuv2Folder();
});

/** Opens the folder with another file in it, and reads what there is. */
const readWith = (name: string, classes: 40 | "raw") => async (bytes: Uint8Array) => {
  const sound = await readFile(join(dir, name)).catch(() => undefined);
  await put(dir, name, bytes);
  try {
    const dataset = await openNyuv2(dir, { crop: false, classes });
    for (let i = 0; i < Math.min(dataset.length("train"), 3); i++) await dataset.sample("train", i);
  } finally {
    if (sound) await put(dir, name, sound);
  }
};

testDamages("the labelled file", labeledMat, readWith(labeledFile, "raw"));
