import { type CityscapesOptions, openCityscapes } from "../cityscapes/open-cityscapes.ts";
import { DataError } from "../data-error.ts";
import type { Dataset } from "../dataset.ts";
import { type FolderOptions, openFolder } from "../folder/open-folder.ts";
import { type MtanOptions, openMtan } from "../mtan/open-mtan.ts";
import { type Nyuv2Options, openNyuv2 } from "../nyuv2/open-nyuv2.ts";
import { openPacked, type PackedOptions } from "../packed/open-packed.ts";
import { type RoomsOptions, rooms } from "../rooms/rooms.ts";

/** What each format needs to be opened, apart from its name. */
interface SourceOptions {
  readonly rooms: RoomsOptions;
  readonly folder: InFolder & FolderOptions;
  readonly nyuv2: InFolder & Nyuv2Options;
  readonly mtan: InFolder & MtanOptions;
  readonly cityscapes: InFolder & CityscapesOptions;
  readonly packed: InFolder & PackedOptions;
}

interface InFolder {
  /** The folder that the data lie in; packed data can be a file. */
  readonly dir: string;
}

/** A form that data come in. */
export type DatasetFormat = keyof SourceOptions;

/** Where data come from, as plain JSON: with the same files, the same source gives the same samples. */
export type DatasetSource<F extends DatasetFormat = DatasetFormat> = {
  [K in F]: { readonly format: K } & SourceOptions[K];
}[F];

/** How each format is opened. */
const openers: { readonly [F in DatasetFormat]: (source: DatasetSource<F>) => Dataset | Promise<Dataset> } = {
  rooms,
  folder: ({ dir, ...options }) => openFolder(dir, options),
  nyuv2: ({ dir, ...options }) => openNyuv2(dir, options),
  mtan: ({ dir, ...options }) => openMtan(dir, options),
  cityscapes: ({ dir, ...options }) => openCityscapes(dir, options),
  packed: ({ dir, ...options }) => openPacked(dir, options),
};

/** Every format, by name. */
export const datasetFormats = Object.keys(openers) as readonly DatasetFormat[];

/**
 * Opens the data set that a source describes.
 *
 * @throws {DataError} if the format is not known, an option is out of its range, or the files cannot be used.
 */
export async function openDataset<F extends DatasetFormat>(source: DatasetSource<F>): Promise<Dataset> {
  const { format } = source;
  if (!Object.hasOwn(openers, format))
    throw new DataError("openDataset", {
      expected: `a format of ${datasetFormats.join(", ")}`,
      got: JSON.stringify(format) ?? "none",
    });
  return openers[format](source);
}
