import { readFile } from "node:fs/promises";
import { DataError } from "../data-error.ts";

/**
 * The bytes of a file.
 *
 * @throws {DataError} if it cannot be read.
 */
export async function readBytes(file: string, expected = "a file", cure?: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw unreadable(file, expected, cause, cure);
  }
}

/** The refusal of something on disk, with the system's code as what was got: ENOENT, EACCES, EISDIR, ... */
export function unreadable(path: string, expected: string, cause: unknown, cure?: string): DataError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  const got = code === "ENOENT" ? "nothing there" : code;
  return new DataError(path, { expected, got, ...(cure !== undefined && { cure }) }, { cause });
}
