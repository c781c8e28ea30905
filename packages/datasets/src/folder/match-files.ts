import { join } from "node:path";
import { allInOrder } from "../all-in-order.ts";
import { DataError } from "../data-error.ts";
import type { DataFolder } from "./data-folder.ts";

/** A folder of a split, and the extensions its files may have. */
export interface FileFolder {
  readonly path: string;
  readonly extensions: readonly string[];
  /** Whether files, and the folder itself, may be missing. */
  readonly optional: boolean;
}

/** One sample's files: its stem, and a path for each folder, in the order of the folders, unless the file is missing. */
export interface FileRow {
  readonly stem: string;
  readonly files: readonly (string | undefined)[];
}

/**
 * The files of several folders, matched by their name without extension and ordered by it (by code units, so alike
 * everywhere). Hidden files and other extensions are passed over.
 *
 * @throws {DataError} if a folder is missing or empty, or a file has no counterpart in another folder; labels that are
 *   optional may be missing, their pictures may not.
 */
export async function matchFiles(data: DataFolder, folders: readonly FileFolder[]): Promise<FileRow[]> {
  const tables = await allInOrder(folders.map((folder) => listFolder(data, folder)));
  const first = tables[0]!;
  const stems = [...first.keys()].sort();
  for (const [i, table] of tables.entries()) {
    const { path, optional } = folders[i]!;
    if (!optional) expectCounterparts(path, stems, table, folders[0]!.path);
    expectCounterparts(folders[0]!.path, [...table.keys()].sort(), first, path);
  }
  return stems.map((stem) => ({ stem, files: tables.map((table) => table.get(stem)) }));
}

/**
 * Stem to path, of one folder; of an optional one that is not there, nothing.
 *
 * @throws {DataError} if the folder is missing or holds no such file, or two of one stem.
 */
export async function listFolder(
  data: DataFolder,
  { path, extensions, optional }: FileFolder,
): Promise<Map<string, string>> {
  const names = await data.list(path, optional);
  const files = new Map<string, string>();
  for (const name of names.sort()) {
    const dot = name.lastIndexOf(".");
    if (name.startsWith(".") || !extensions.includes(name.slice(dot).toLowerCase())) continue;
    const stem = name.slice(0, dot);
    const other = files.get(stem);
    if (other !== undefined)
      throw new DataError(join(path, name), {
        expected: "one file of that name",
        got: `${other} as well`,
        cure: "remove one",
      });
    files.set(stem, join(path, name));
  }
  if (files.size === 0 && !optional) {
    const got =
      names.length === 0 ? "an empty folder" : `${names.length} files of other kinds, such as ${names[0]}`;
    throw new DataError(path, {
      expected: `${extensions.join(" or ")} files`,
      got,
      cure: "correct folder and format in dataset.json, or add the files",
    });
  }
  return files;
}

function expectCounterparts(
  folder: string,
  stems: readonly string[],
  table: ReadonlyMap<string, string>,
  other: string,
) {
  const missing = stems.filter((stem) => !table.has(stem));
  if (missing.length === 0) return;
  const some = missing.slice(0, 5).join(", ");
  throw new DataError(folder, {
    expected: `a counterpart of every file in ${other}`,
    got: `none for ${missing.length > 5 ? `${some} and ${missing.length - 5} more` : some}`,
    cure: "add the missing files, or remove those without counterpart",
  });
}
