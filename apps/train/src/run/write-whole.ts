import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { WriteError } from "./write-error.ts";

/**
 * Writes a file so that it is there whole, or as it was before, even if the process is killed or the machine stops in
 * the middle.
 *
 * @throws {WriteError} if it cannot be written; nothing is left behind then.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}${suffix}`;
  try {
    const file = openSync(temporary, "w");
    try {
      writeFileSync(file, content);
      // Before the rename, which could else reach the disk first: a whole name for an empty file.
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new WriteError(path, error);
  }
  syncFolder(dirname(path));
}

/**
 * Removes what processes that were killed in the middle of a file have left in a folder.
 *
 * @param recursive in those in it too
 */
export function removeHalfWritten(folder: string, recursive = true): void {
  for (const name of readdirSync(folder, { recursive, encoding: "utf8" }))
    if (isHalfWritten(name)) rmSync(join(folder, name), { force: true });
}

export const isHalfWritten = (name: string): boolean => name.endsWith(suffix);

const suffix = ".tmp";

/** Makes a rename last. Systems that know no such thing for folders, as Windows, do it by themselves. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(path, "r");
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch (error) {
    if (!["EISDIR", "EPERM", "EINVAL", "EACCES"].includes(String((error as NodeJS.ErrnoException).code)))
      throw new WriteError(path, error);
  }
}
