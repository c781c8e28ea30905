import { lstat, readdir, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { DataError } from "../data-error.ts";
import { readBytes, unreadable } from "./read-file.ts";

/** A folder out of which nothing is read: neither by name nor, as a link may lead anywhere, in fact. */
export class DataFolder {
  readonly path: string;
  readonly #real: string;

  private constructor(path: string, real: string) {
    this.path = path;
    this.#real = real;
  }

  /** The folder itself may be a link. */
  static async open(path: string): Promise<DataFolder> {
    // Of a folder that is not there, what is asked for first says so.
    return new DataFolder(path, await realpath(path).catch(() => path));
  }

  /**
   * The bytes of a file in the folder.
   *
   * @throws {DataError} if it cannot be read, or lies elsewhere.
   */
  async read(file: string, expected = "a file", cure?: string): Promise<Uint8Array> {
    await this.#expectInside(file, expected, cure);
    return readBytes(file, expected, cure);
  }

  /**
   * The names in a folder inside this one, sorted by code units; none in an optional one that is not there.
   *
   * @throws {DataError} if it cannot be read, or it or a link in it leads elsewhere.
   */
  async list(folder: string, optional = false): Promise<string[]> {
    if (optional && (await lstat(folder).catch(() => null)) === null) return [];
    const cure = "correct splits and folders in dataset.json";
    await this.#expectInside(folder, "a folder", cure);
    const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
      throw unreadable(folder, "a folder", cause, cure);
    });
    for (const entry of entries)
      if (entry.isSymbolicLink()) await this.#expectInside(join(folder, entry.name), "a file");
    return entries.map(({ name }) => name).sort();
  }

  async #expectInside(path: string, expected: string, cure?: string): Promise<void> {
    const real = await realpath(path).catch((cause: unknown) => {
      throw unreadable(path, expected, cause, cure);
    });
    if (real === this.#real || real.startsWith(this.#real.endsWith(sep) ? this.#real : this.#real + sep))
      return;
    throw new DataError(path, {
      expected: `${expected} inside the data folder`,
      got: `a link to ${real}`,
      cure: "copy what it leads to, or name a data folder that holds both",
    });
  }
}
