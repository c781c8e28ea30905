import { join } from "node:path";
import type { DataFolder } from "../data-folder.ts";
import { extensions } from "../formats.ts";
import type { FileTask } from "../kinds/file-task.ts";
import type { Manifest } from "../manifest.ts";
import { type FileFolder, type FileRow, matchFiles } from "../match-files.ts";
import { matchListed } from "./match-listed.ts";
import { readList } from "./read-list.ts";
import { shareOut } from "./share-out.ts";

/**
 * The files of every split that a manifest describes.
 *
 * @throws {DataError} if a folder or a list cannot be used, or a file is missing.
 */
export async function openSplits(
  data: DataFolder,
  { splits, splitSeed, input }: Manifest,
  tasks: readonly FileTask[],
): Promise<Map<string, FileRow[]>> {
  const pictures = { folder: input.folder, extensions: extensions[input.format] };
  /** The pictures' folder, then one for each task. */
  const foldersIn = (part: string): FileFolder[] => [
    { path: join(data.path, part, input.folder), extensions: pictures.extensions, optional: false },
    ...tasks.map(({ files: { folder, format, optional } }) => ({
      path: join(data.path, part, folder),
      extensions: extensions[format],
      optional,
    })),
  ];
  const sharedOut = new Map<string, Map<string, FileRow[]>>();
  const opened = new Map<string, FileRow[]>();
  for (const [name, split] of Object.entries(splits)) {
    const folders = foldersIn(split.folder);
    if ("list" in split) {
      const list = join(data.path, split.list);
      opened.set(name, await matchListed(data, list, await readList(data, list, pictures), folders));
    } else if ("share" in split) {
      const parts =
        sharedOut.get(split.folder) ??
        shareOut(await matchFiles(data, folders), sharesOf(splits, split.folder), splitSeed);
      sharedOut.set(split.folder, parts);
      opened.set(name, parts.get(name)!);
    } else opened.set(name, await matchFiles(data, folders));
  }
  return opened;
}

/** What each split takes of a folder. */
function sharesOf(splits: Manifest["splits"], folder: string): Map<string, number> {
  const shares = new Map<string, number>();
  for (const [name, split] of Object.entries(splits))
    if ("share" in split && split.folder === folder) shares.set(name, split.share);
  return shares;
}
