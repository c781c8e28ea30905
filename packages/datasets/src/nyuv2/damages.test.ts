import { readFile } from "node:fs/promises";
import { beforeAll } from "vitest";
import { newFolder, put } from "../folder/folder.fixture.ts";
import { testDamages } from "../fuzz.fixture.ts";
import { mappedClasses } from "./classes.ts";
import { labeledMat, mappingJson, nyuv2Folder, splitsJson } from "./nyuv2.fixture.ts";
import { labeledFile, openNyuv2 } from "./open-nyuv2.ts";
import { officialSplits } from "./splits.ts";
import { readVariables, type Variables } from "./variables.ts";

let dir: string;
beforeAll(async () => {
  dir = await nyuv2Folder();
});

testDamages(labeledFile, labeledMat, async (bytes) => {
  await put(dir, labeledFile, bytes);
  const dataset = await openNyuv2(dir, { crop: false, classes: "raw" });
  for (let i = 0; i < 3; i++) await dataset.sample("train", i);
});

/** The lists beside it, from either sort of file. */
for (const [stem, json, use] of [
  ["splits", splitsJson, (lists: Variables) => officialSplits(lists, 5)],
  ["classMapping40", mappingJson, (lists: Variables) => mappedClasses(lists, 40)],
] as const)
  for (const [extension, whole] of [
    [".json", async () => Buffer.from(JSON.stringify(json))],
    [".mat", () => readFile(new URL(`golden/${stem}.mat`, import.meta.url))],
  ] as const) {
    let alone: string;
    testDamages(
      `${stem}${extension}`,
      async () => {
        alone = await newFolder();
        return whole();
      },
      async (bytes) => {
        await put(alone, `${stem}${extension}`, bytes);
        use((await readVariables(alone, stem))!);
      },
    );
  }
