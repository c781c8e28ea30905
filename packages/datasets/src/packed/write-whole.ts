import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { DataError } from "../data-error.ts";
import { unreadable } from "../folder/read-file.ts";

/**
 * Writes a file under another name, and gives it its own once it is whole and on disk.
 *
 * @throws {DataError} if the file system refuses.
 */
export async function writeWhole<T>(file: string, write: (handle: FileHandle) => Promise<T>): Promise<T> {
  const part = `${file}.${process.pid}.part`;
  try {
    const handle = await open(part, "w");
    let result: T;
    try {
      result = await write(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
    return result;
  } catch (cause) {
    await rm(part, { force: true });
    if (cause instanceof DataError || !(cause instanceof Error && "code" in cause)) throw cause;
    throw unreadable(file, "a file that can be written", cause, "make room, or choose another place");
  }
}

/** Writes all of some bytes from a position on, and says how many they were. */
export async function writeAt(handle: FileHandle, position: number, bytes: Uint8Array): Promise<number> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
  return bytes.length;
}
