import { join, posix } from "node:path";
import { DataError } from "../../data-error.ts";
import type { DataFolder } from "../data-folder.ts";
import { type FileFolder, type FileRow, listFolder } from "../match-files.ts";
import type { ListedStem } from "./read-list.ts";

/**
 * The files of the names in a list, in its order. Names may have folders in front, which are the same for all kinds of
 * files.
 *
 * @throws {DataError} naming the line whose file is not there.
 */
export async function matchListed(
  data: DataFolder,
  list: string,
  stems: readonly ListedStem[],
  folders: readonly FileFolder[],
): Promise<FileRow[]> {
  const tables = new Map<string, ReadonlyMap<string, string>>();
  const rows: FileRow[] = [];
  for (const { stem, line } of stems) {
    const { dir, base } = posix.parse(stem);
    const files: (string | undefined)[] = [];
    for (const folder of folders) {
      const path = join(folder.path, dir);
      // Of each kind: two kinds may share a folder, and differ in their extensions.
      const key = `${path}\0${folder.extensions.join()}`;
      const table = tables.get(key) ?? (await listFolder(data, { ...folder, path }));
      tables.set(key, table);
      const found = table.get(base);
      if (found === undefined && !folder.optional)
        throw new DataError(list, {
          position: `line ${line}`,
          expected: `a file ${join(folder.path, stem)}${folder.extensions[0]}`,
          got: "nothing there",
          cure: "add the file, or remove the line",
        });
      files.push(found);
    }
    rows.push({ stem, files });
  }
  return rows;
}
