import type { CityscapesOptions } from "../cityscapes/open-cityscapes.ts";
import { DataError } from "../data-error.ts";
import type { Dataset, LeftOut } from "../dataset.ts";
import type { FolderOptions } from "../folder/open-folder.ts";
import type { MtanOptions } from "../mtan/open-mtan.ts";
import type { Nyuv2Options } from "../nyuv2/open-nyuv2.ts";
import type { PackedOptions } from "../packed/open-packed.ts";
import type { RoomsOptions } from "../rooms/rooms.ts";
import { selectTasks } from "../select-tasks.ts";
import { holdOut } from "./hold-out.ts";
import { withoutSamples } from "./without-samples.ts";

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
  [K in F]: { readonly format: K } & AnySource & SourceOptions[K];
}[F];

/** What every format takes. */
interface AnySource {
  /** Names of the tasks to keep, in this order; default all. */
  readonly tasks?: readonly string[];
  /** Share of the split `train` that makes a split `held-out` of its own, the same samples every time; default none. */
  readonly heldOut?: number;
  /** Samples that are not counted, such as those whose files are broken; see `withoutSamples`. Of what is held out too. */
  readonly leaveOut?: LeftOut | undefined;
}

/** How each format is opened: by code that is loaded when it is. A thread starts at once that needs little of it. */
const openers: { readonly [F in DatasetFormat]: (source: DatasetSource<F>) => Promise<Dataset> } = {
  rooms: async (options) => (await import("../rooms/rooms.ts")).rooms(options),
  folder: async ({ dir, ...options }) => (await import("../folder/open-folder.ts")).openFolder(dir, options),
  nyuv2: async ({ dir, ...options }) => (await import("../nyuv2/open-nyuv2.ts")).openNyuv2(dir, options),
  mtan: async ({ dir, ...options }) => (await import("../mtan/open-mtan.ts")).openMtan(dir, options),
  cityscapes: async ({ dir, ...options }) =>
    (await import("../cityscapes/open-cityscapes.ts")).openCityscapes(dir, options),
  packed: async ({ dir, ...options }) => (await import("../packed/open-packed.ts")).openPacked(dir, options),
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
  const { tasks, heldOut, leaveOut, ...own } = source;
  const all = await openers[format](own as DatasetSource<F>);
  const some = tasks === undefined ? all : selectTasks(all, tasks);
  const dataset = heldOut === undefined ? some : holdOut(some, heldOut);
  return leaveOut === undefined ? dataset : withoutSamples(dataset, leaveOut);
}
