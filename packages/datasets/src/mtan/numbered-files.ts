import { readdir } from "node:fs/promises";
import { DataError } from "../data-error.ts";
import { unreadable } from "../folder/read-file.ts";

/**
 * The numbers N of the files `N.npy` that every one of some folders holds, ascending; other files are passed over.
 *
 * @throws {DataError} if a folder is missing or holds none, or a number is in one folder and not in another.
 */
export async function numbersIn(folders: readonly string[]): Promise<readonly number[]> {
  const [first = [], ...others] = await Promise.all(folders.map(listNumbers));
  for (const [i, numbers] of others.entries()) {
    expectAll(folders[i + 1]!, first, numbers, folders[0]!);
    expectAll(folders[0]!, numbers, first, folders[i + 1]!);
  }
  return first;
}

async function listNumbers(folder: string): Promise<readonly number[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw unreadable(folder, "a folder of files 0.npy, 1.npy, ...", cause);
  });
  const numbers = names.flatMap((name) => {
    const [, digits] = /^(0|[1-9]\d{0,8})\.npy$/.exec(name) ?? [];
    return digits === undefined ? [] : [Number(digits)];
  });
  if (numbers.length === 0)
    throw new DataError(folder, {
      expected: "files 0.npy, 1.npy, ...",
      got: names.length === 0 ? "an empty folder" : `${names.length} others, such as ${names.sort()[0]}`,
      cure: "put the arrays there, named by number",
    });
  return numbers.sort((a, b) => a - b);
}

function expectAll(folder: string, wanted: readonly number[], got: readonly number[], other: string): void {
  const there = new Set(got);
  const missing = wanted.filter((number) => !there.has(number));
  if (missing.length === 0) return;
  const some = missing
    .slice(0, 5)
    .map((number) => `${number}.npy`)
    .join(", ");
  throw new DataError(folder, {
    expected: `the files that ${other} holds`,
    got: `none named ${missing.length > 5 ? `${some} and ${missing.length - 5} more` : some}`,
    cure: "add the missing files, or remove those without counterpart",
  });
}
