import { stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { DataError } from "../data-error.ts";
import { isThere } from "../files/what-is-there.ts";
import { unreadable } from "../folder/read-file.ts";
import { labeledFile } from "../nyuv2/open-nyuv2.ts";
import { packedFile } from "../packed/open-packed.ts";
import type { DatasetFormat } from "./open-dataset.ts";

/** What a folder of each format holds; the first that is there tells the format. */
const signs: ReadonlyMap<string, DatasetFormat> = new Map([
  ["dataset.json", "folder"],
  [labeledFile, "nyuv2"],
  ["train/image/0.npy", "mtan"],
  ["leftImg8bit", "cityscapes"],
  [packedFile, "packed"],
]);

/**
 * The format of the data in a folder, by what lies in it; or of a packed file, by its name.
 *
 * @throws {DataError} if there is no such folder, or it holds data of no known format.
 */
export async function detectFormat(dir: string): Promise<DatasetFormat> {
  const folder = await stat(dir).catch((cause: unknown) => {
    throw unreadable(dir, "a folder with a data set", cause, "check the path");
  });
  if (folder.isFile() && dir.endsWith(extname(packedFile))) return "packed";
  if (!folder.isDirectory())
    throw new DataError(dir, {
      expected: "a folder with a data set",
      got: "a file",
      cure: "name its folder",
    });
  for (const [sign, format] of signs) if (await isThere(join(dir, sign))) return format;
  throw new DataError(dir, {
    expected: `a folder that holds ${[...signs].map(([sign, format]) => `${sign} (${format})`).join(", ")}`,
    got: "none of them",
    cure: "name the folder of a data set, or its format too",
  });
}
