import { posix } from "node:path";
import { DataError } from "../../data-error.ts";
import type { DataFolder } from "../data-folder.ts";
import { staysInside } from "../manifest-fields.ts";

/** A name of a list, and the line that it is on, counted from 1. */
export interface ListedStem {
  readonly stem: string;
  readonly line: number;
}

/** Where the pictures are that a list names: their folder, and their extensions. */
export interface ListedPictures {
  readonly folder: string;
  readonly extensions: readonly string[];
}

/**
 * The names in a list, a line each, empty lines and those that begin with `#` left out. A name is a picture's path in
 * the input's folder, which may stand before it, with or without extension.
 *
 * @throws {DataError} naming the line that leads out of the folder, or that is there twice; or if there is no name.
 */
export async function readList(
  data: DataFolder,
  file: string,
  pictures: ListedPictures,
): Promise<ListedStem[]> {
  const text = new TextDecoder().decode(await data.read(file, "a list of images"));
  const lines = new Map<string, number>();
  for (const [at, whole] of text.split(/\r\n|\r|\n/).entries()) {
    const name = whole.trim();
    if (name === "" || name.startsWith("#")) continue;
    const line = at + 1;
    const refuse = (expected: string, got: string, cure: string) =>
      new DataError(file, { position: `line ${line}`, expected, got, cure });
    if (!staysInside(name))
      throw refuse(
        "a name inside the data folder, with no .. and not absolute",
        JSON.stringify(name.slice(0, 60)),
        "name it as in the folder of pictures",
      );
    const stem = stemOf(name, pictures);
    const other = lines.get(stem);
    if (other !== undefined)
      throw refuse("each image once", `${stem}, as on line ${other}`, "remove one of the lines");
    lines.set(stem, line);
  }
  if (lines.size === 0)
    throw new DataError(file, {
      expected: "a name on a line",
      got: "none",
      cure: "list images in it, or remove the split",
    });
  return Array.from(lines, ([stem, line]) => ({ stem, line }));
}

function stemOf(name: string, { folder, extensions }: ListedPictures): string {
  // `find .` names files `./image/a.png`.
  const path = posix.normalize(name);
  const own = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
  const extension = extensions.find((end) => own.toLowerCase().endsWith(end));
  return extension === undefined ? own : own.slice(0, -extension.length);
}
