import { join } from "node:path";
import { allInOrder } from "../all-in-order.ts";
import { boundedCache, defaultCacheBytes } from "../bounded-cache.ts";
import { type Dataset, indexOf, splitOf } from "../dataset.ts";
import { expectInteger } from "../expect-integer.ts";
import { resizeIntrinsics } from "../resize/resize-intrinsics.ts";
import type { Size } from "../sample.ts";
import { decodeImage } from "./decode-image.ts";
import { type Frame, frameBytes, frameToSample, resizeFrame } from "./frame.ts";
import { openClasses } from "./kinds/classes.ts";
import { openDepth } from "./kinds/depth.ts";
import type { FileTask } from "./kinds/file-task.ts";
import { openNormals } from "./kinds/normals.ts";
import type { Manifest } from "./manifest.ts";
import { type FileRow, matchFiles } from "./match-files.ts";
import { readBytes } from "./read-file.ts";
import { readManifest } from "./read-manifest.ts";

export interface FolderOptions {
  /** Resize every sample to this; a side that is not given is as long as in the files. */
  readonly size?: Partial<Size>;
  /** Bytes of decoded frames to keep, so that later epochs decode less; 0 keeps none. Default 512 MiB. */
  readonly cacheBytes?: number;
}

/**
 * Opens the data set that `dataset.json` in a folder describes: pictures and target maps, matched by file name.
 *
 * Every folder is listed and matched at once; a file is decoded and checked when its sample is asked for.
 *
 * @throws {DataError} if the manifest or a folder cannot be used; it says where, what was expected, and what to do.
 */
export async function openFolder(folder: string, options: FolderOptions = {}): Promise<Dataset> {
  const manifest = await readManifest(folder);
  const width = expectInteger("openFolder", "width", options.size?.width ?? manifest.size.width, 1);
  const height = expectInteger("openFolder", "height", options.size?.height ?? manifest.size.height, 1);
  const room = expectInteger("openFolder", "cacheBytes", options.cacheBytes ?? defaultCacheBytes, 0);
  const tasks = Object.entries(manifest.tasks).map(([name, spec]) => openTask(name, spec));
  const splits = new Map<string, FileRow[]>();
  for (const [split, part] of Object.entries(manifest.splits))
    splits.set(split, await matchFiles(foldersOf(join(folder, part), manifest, tasks)));

  const cache = boundedCache<FileRow, Frame>(room, frameBytes);
  const read = async (split: string, row: FileRow): Promise<Frame> =>
    resizeFrame(await decodeRow(`${split}/${row.stem}`, row, manifest, tasks), { width, height }, tasks);

  const { name, intrinsics, size } = manifest;
  return {
    name,
    width,
    height,
    tasks: tasks.map(({ info }) => info),
    splits: [...splits.keys()],
    ...(intrinsics !== undefined && { intrinsics: resizeIntrinsics(intrinsics, size, { width, height }) }),
    length: (split) => splitOf(name, splits, split).length,
    async sample(split, index) {
      const rows = splitOf(name, splits, split);
      const row = rows[indexOf(name, split, index, rows.length)]!;
      return frameToSample(await cache.get(row, () => read(split, row)), tasks);
    },
  };
}

function openTask(name: string, spec: Manifest["tasks"][string]): FileTask {
  switch (spec.kind) {
    case "classes":
      return openClasses(name, spec);
    case "depth":
      return openDepth(name, spec);
    case "normals":
      return openNormals(name, spec);
  }
}

/** The picture's folder, then one for each task. */
function foldersOf(split: string, { input }: Manifest, tasks: readonly FileTask[]) {
  return [
    { path: join(split, input.folder), extensions: input.format === "jpg" ? [".jpg", ".jpeg"] : [".png"] },
    ...tasks.map((task) => ({ path: join(split, task.folder), extensions: [".png"] })),
  ];
}

async function decodeRow(
  name: string,
  { files }: FileRow,
  { size, input }: Manifest,
  tasks: readonly FileTask[],
): Promise<Frame> {
  const [picture, ...targets] = files;
  const [image, ...maps] = await allInOrder([
    readBytes(picture!).then((bytes) => decodeImage(picture!, bytes, size, input.format)),
    ...tasks.map(async (task, i) => task.decode(targets[i]!, await readBytes(targets[i]!), size)),
  ]);
  return { name, ...size, image, maps };
}
