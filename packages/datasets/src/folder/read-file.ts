import type { Stats } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { DataError } from "../data-error.ts";
import { mostFileBytes } from "../limits.ts";

/**
 * The bytes of a file.
 *
 * @throws {DataError} if it cannot be read, is no file, or is larger than 256 MiB.
 */
export async function readBytes(file: string, expected = "a file", cure?: string): Promise<Uint8Array> {
  try {
    const found = await stat(file);
    expectRegular(file, found, expected, cure);
    if (found.size > mostFileBytes)
      throw new DataError(file, {
        expected: `at most ${mostFileBytes} bytes`,
        got: String(found.size),
        cure: "store less in a file, or smaller pictures",
      });
    return await readFile(file);
  } catch (cause) {
    throw cause instanceof DataError
      ? cause
      : unreadable(file, expected, cause, cure ?? "put the file there, and allow it to be read");
  }
}

/** Refuses what is no file: a folder, or a pipe, which would keep its reader waiting. */
export function expectRegular(
  file: string,
  found: Stats,
  expected = "a file",
  cure = "put a file there",
): void {
  if (found.isFile()) return;
  throw new DataError(file, { expected, got: found.isDirectory() ? "a folder" : "no regular file", cure });
}

/** The refusal of something on disk, with the system's code as what was got: ENOENT, EACCES, EISDIR, ... */
export function unreadable(path: string, expected: string, cause: unknown, cure?: string): DataError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  const got = code === "ENOENT" ? "nothing there" : code;
  return new DataError(path, { expected, got, ...(cure !== undefined && { cure }) }, { cause });
}
