import { stat } from "node:fs/promises";
import { extname, join, posix } from "node:path";
import type { DataFolder } from "../folder/data-folder.ts";
import { extensions, type FileFormat } from "../folder/formats.ts";

/** The files of a format in a folder: what a manifest can say of one task. */
export interface Column {
  /** From the data folder, with slashes; empty for itself. */
  readonly folder: string;
  readonly format: FileFormat;
  /** Stem to path from the data folder, ordered by stem. */
  readonly files: ReadonlyMap<string, string>;
}

/** What lies in a folder. */
export interface Scan {
  readonly columns: readonly Column[];
  /** Names of other files right in the folder. */
  readonly others: readonly string[];
}

/** Folders in folders that are looked into. */
const deepest = 6;

const formats: ReadonlyMap<string, FileFormat> = new Map(
  Object.entries(extensions).flatMap(([format, ends]) => ends.map((end) => [end, format as FileFormat])),
);

/**
 * Everything in a folder that could be pictures or maps, by folder and format. Hidden files are passed over.
 *
 * @throws {DataError} if a folder cannot be read, or a link leads out of the data folder.
 */
export async function scanFolder(data: DataFolder): Promise<Scan> {
  const columns: Column[] = [];
  const others: string[] = [];
  const visit = async (folder: string, depth: number): Promise<void> => {
    const found = new Map<FileFormat, Map<string, string>>();
    for (const name of await data.list(join(data.path, folder))) {
      if (name.startsWith(".") || name === "__MACOSX") continue;
      const path = posix.join(folder, name);
      const end = extname(name).toLowerCase();
      const format = formats.get(end);
      if (format !== undefined) {
        const files = found.get(format) ?? new Map<string, string>();
        found.set(format, files.set(name.slice(0, -end.length), path));
      } else if ((await stat(join(data.path, path))).isDirectory()) {
        if (depth < deepest) await visit(path, depth + 1);
      } else if (folder === "") others.push(name);
    }
    for (const [format, files] of found) columns.push({ folder, format, files });
  };
  await visit("", 0);
  return { columns, others };
}
