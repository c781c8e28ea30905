import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "../data-error.ts";
import type { Dataset } from "../dataset.ts";
import { openFolder } from "../folder/open-folder.ts";
import { writeWhole } from "../packed/write-whole.ts";
import { detectFormat } from "../source/detect-format.ts";
import type { DatasetFormat } from "../source/open-dataset.ts";
import { type DraftedManifest, draftManifest } from "./draft-manifest.ts";
import { turnNormals } from "./turn-normals.ts";

/** What became of a folder that was to get a manifest. */
export interface InitialisedFolder {
  /** The format of a known data set, which needs no manifest. */
  readonly format: DatasetFormat | null;
  /** What was found, what it is taken for and why, a line each. */
  readonly lines: readonly string[];
  /** Files that were written. */
  readonly written: readonly string[];
  /** The data set as the manifest describes it, opened; nothing where it cannot be. */
  readonly dataset: Dataset | null;
  /** Why it cannot be opened yet. */
  readonly problem: DataError | null;
}

/**
 * Looks at a folder and writes a first `dataset.json`, with lists of images where it needs some; opens what it
 * describes, and reads the first image of every split. Nothing is written over.
 *
 * @throws {DataError} if there is a `dataset.json`, or nothing that one could describe.
 */
export async function initFolder(dir: string): Promise<InitialisedFolder> {
  const file = join(dir, "dataset.json");
  if ((await lstat(file).catch(() => null)) !== null)
    throw new DataError(file, {
      expected: "a folder without a dataset.json",
      got: "one that has it",
      cure: "edit it, or move it away to have another one written",
    });
  const format = await knownFormat(dir);
  const nothing = { format, lines: [], written: [], dataset: null, problem: null };
  if (format !== null) return nothing;
  const { manifest, lists, lines } = await draftManifest(dir);
  if (manifest === null) return { ...nothing, lines };
  for (const [name, stems] of lists)
    await writeText(join(dir, name), stems.map((stem) => `${stem}\n`).join(""));
  await writeManifest(file, manifest);
  const written = [...[...lists.keys()].map((name) => join(dir, name)), file];
  try {
    const turned = await turnNormals(dir, manifest);
    if (turned !== null) await writeManifest(file, turned.manifest);
    const dataset = await openFolder(dir);
    for (const split of dataset.splits) if (dataset.length(split) > 0) await dataset.sample(split, 0);
    return { ...nothing, lines: [...lines, ...(turned?.lines ?? [])], written, dataset };
  } catch (problem) {
    if (!(problem instanceof DataError)) throw problem;
    return { ...nothing, lines, written, problem };
  }
}

async function knownFormat(dir: string): Promise<DatasetFormat | null> {
  try {
    return await detectFormat(dir);
  } catch (error) {
    // A folder that is not there, or no folder, is refused in the same words.
    if (error instanceof DataError && error.got === "none of them") return null;
    throw error;
  }
}

const writeManifest = (file: string, manifest: DraftedManifest) =>
  writeText(file, `${JSON.stringify(manifest, null, 2)}\n`);

async function writeText(file: string, text: string): Promise<void> {
  await writeWhole(file, async (handle) => handle.writeFile(text));
}
