import { mkdirSync } from "node:fs";
import { WriteError } from "./write-error.ts";

/**
 * Makes a folder and those around it, where they are missing.
 *
 * @returns the outermost that is new; nothing where none is
 * @throws {WriteError} if it cannot be made.
 */
export function makeFolder(path: string): string | undefined {
  try {
    return mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new WriteError(path, reasonOf(path) ?? error);
  }
}

/** Why a folder cannot be made. Made with those around it, all that is said of a disk that is read only is ENOENT. */
function reasonOf(path: string): unknown {
  try {
    mkdirSync(path);
  } catch (error) {
    return error;
  }
  return null;
}
