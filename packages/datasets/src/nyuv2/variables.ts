import { join } from "node:path";
import { DataError } from "../data-error.ts";
import { isThere } from "../files/what-is-there.ts";
import { parseJson } from "../folder/parse-json.ts";
import { readBytes } from "../folder/read-file.ts";
import { type MatValue, readMat5 } from "../mat5/read-mat5.ts";

/** Lists of numbers and texts by name, from a small file beside the images. */
export interface Variables {
  readonly file: string;
  /** @throws {DataError} if there is no list of that name, or it holds anything but whole numbers from 1 on. */
  indexes(name: string): readonly number[];
  /** @throws {DataError} if there is no list of that name, or it holds anything but texts. */
  texts(name: string): readonly string[];
}

/**
 * What `STEM.mat` holds, or else `STEM.json`, an object of arrays under the same names; nothing where neither is there.
 *
 * @throws {DataError} if the file is damaged.
 */
export async function readVariables(dir: string, stem: string): Promise<Variables | undefined> {
  for (const [extension, parse] of [
    [".mat", matLists],
    [".json", jsonLists],
  ] as const) {
    const file = join(dir, stem + extension);
    if (await isThere(file)) return variables(file, parse(file, await readBytes(file)));
  }
  return undefined;
}

type Lists = ReadonlyMap<string, readonly unknown[]>;

function matLists(file: string, bytes: Uint8Array): Lists {
  return new Map([...readMat5(file, bytes)].map(([name, value]) => [name, listOf(value)]));
}

function listOf(value: MatValue): readonly unknown[] {
  if (value.kind === "numbers") return [...value.numbers];
  return value.kind === "cells" ? value.cells.map((cell) => (cell.kind === "text" ? cell.text : cell)) : [];
}

function jsonLists(file: string, bytes: Uint8Array): Lists {
  const json = parseJson(file, new TextDecoder().decode(bytes));
  const entries = typeof json === "object" && json !== null ? Object.entries(json) : [];
  return new Map(entries.filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1])));
}

function variables(file: string, lists: Lists): Variables {
  const list = <T>(name: string, what: string, fits: (entry: unknown) => entry is T): readonly T[] => {
    const entries = lists.get(name);
    if (entries === undefined)
      throw new DataError(file, {
        expected: `a list ${name}`,
        got: lists.size === 0 ? "no list at all" : `only ${[...lists.keys()].sort().join(", ")}`,
        cure: "take the original file",
      });
    return entries.map((entry, at) => {
      if (fits(entry)) return entry;
      throw new DataError(file, {
        position: `${name}, entry ${at + 1}`,
        expected: what,
        got: JSON.stringify(entry),
        cure: "take the original file",
      });
    });
  };
  return {
    file,
    indexes: (name) => list(name, "a whole number from 1 on", isIndex),
    texts: (name) => list(name, "a text", (entry) => typeof entry === "string"),
  };
}

const isIndex = (entry: unknown): entry is number => Number.isSafeInteger(entry) && Number(entry) >= 1;
