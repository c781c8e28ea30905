import { join } from "node:path";
import type { DataFolder } from "../folder/data-folder.ts";

const files = ["classes.txt", "class_names.txt", "labels.txt", "names.txt"];

/** The names of classes, if a file right in the folder lists them, one a line; and that file. */
export async function classNames(
  data: DataFolder,
  others: readonly string[],
): Promise<{ readonly file: string; readonly names: readonly string[] } | undefined> {
  const file = files.find((name) => others.includes(name));
  if (file === undefined) return undefined;
  const text = new TextDecoder().decode(await data.read(join(data.path, file)));
  const names = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return names.length > 0 && new Set(names).size === names.length ? { file, names } : undefined;
}
