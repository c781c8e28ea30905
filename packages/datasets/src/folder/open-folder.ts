import { join } from "node:path";
import { boundedCache, defaultCacheBytes } from "../bounded-cache.ts";
import { DataError } from "../data-error.ts";
import { type Dataset, indexOf, splitOf } from "../dataset.ts";
import { expectInteger } from "../expect-integer.ts";
import { resizeIntrinsics } from "../resize/resize-intrinsics.ts";
import type { Size } from "../sample.ts";
import { DataFolder } from "./data-folder.ts";
import { decodeRow } from "./decode-row.ts";
import { type Frame, frameBytes, frameToSample, resizeFrame } from "./frame.ts";
import type { Manifest } from "./manifest.ts";
import type { FileRow } from "./match-files.ts";
import { openTask } from "./open-task.ts";
import { readManifest } from "./read-manifest.ts";
import { openSplits } from "./splits/open-splits.ts";

export interface FolderOptions {
  /** Resize every sample to this; a side that is not given is as long as the manifest says. */
  readonly size?: Partial<Size>;
  /** Bytes of decoded frames to keep, so that later epochs decode less; 0 keeps none. Default 512 MiB. */
  readonly cacheBytes?: number;
}

/**
 * Opens the data set that `dataset.json` in a folder describes: pictures and target maps, matched by file name.
 *
 * Every folder is listed and matched at once; a file is decoded and checked when its sample is asked for. Nothing
 * outside the folder is read.
 *
 * @throws {DataError} if the manifest or a folder cannot be used; it says where, what was expected, and what to do.
 */
export async function openFolder(folder: string, options: FolderOptions = {}): Promise<Dataset> {
  const data = await DataFolder.open(folder);
  const manifest = await readManifest(data);
  const size = readingSize(folder, manifest, options);
  const room = expectInteger("openFolder", "cacheBytes", options.cacheBytes ?? defaultCacheBytes, 0);
  const tasks = Object.entries(manifest.tasks).map(([name, spec]) => openTask(name, spec));
  const splits = await openSplits(data, manifest, tasks);

  const cache = boundedCache<FileRow, Frame>(room, frameBytes);
  const read = async (split: string, row: FileRow): Promise<Frame> =>
    resizeFrame(await decodeRow(data, `${split}/${row.stem}`, row, manifest, tasks), size, tasks);

  const { name, intrinsics } = manifest;
  const seen = manifest.size ?? manifest.resize;
  return {
    name,
    ...size,
    tasks: tasks.map(({ info }) => info),
    splits: [...splits.keys()],
    ...(intrinsics && seen && { intrinsics: resizeIntrinsics(intrinsics, seen, size) }),
    length: (split) => splitOf(name, splits, split).length,
    async sample(split, index) {
      const rows = splitOf(name, splits, split);
      const row = rows[indexOf(name, split, index, rows.length)]!;
      return frameToSample(await cache.get(row, () => read(split, row)), tasks);
    },
  };
}

/** The size that samples are read at. */
function readingSize(folder: string, manifest: Manifest, { size }: FolderOptions): Size {
  const said = manifest.resize ?? manifest.size;
  const width = size?.width ?? said?.width;
  const height = size?.height ?? said?.height;
  if (width === undefined || height === undefined)
    throw new DataError(join(folder, "dataset.json"), {
      position: "size",
      expected: "the size of every file, or one to resize them to",
      got: "nothing",
      cure: 'say "size" or "resize", such as "resize": { "width": 384, "height": 288 }, or ask for a width and a height',
    });
  return {
    width: expectInteger("openFolder", "width", width, 1),
    height: expectInteger("openFolder", "height", height, 1),
  };
}
