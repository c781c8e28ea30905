import { join } from "node:path";
import type { TaskInfo } from "@equipoise/datasets";
import { makeFolder } from "../run/make-folder.ts";
import { writeWhole } from "../run/write-whole.ts";
import { Preview } from "./preview.ts";
import type { Photo } from "./read-photo.ts";
import { resampleRows } from "./resample-rows.ts";
import { TaskFiles } from "./task-files.ts";
import type { TiledNetwork } from "./tiled-network.ts";

/** Where predictions go, and in which forms. */
export interface Destination {
  readonly folder: string;
  /** Beside PNGs, arrays of all that the network says. */
  readonly arrays: boolean;
  /** One small picture for each image, for people. */
  readonly pictures: boolean;
}

/**
 * Predicts every task for one image and writes it at the size that the image is shown at.
 *
 * @returns lines that a person should know of
 * @throws {DeviceError} if the device cannot work on it. @throws {WriteError} if a file cannot be written. What is not
 *   whole then is not there.
 */
export async function predictPhoto(
  network: TiledNetwork,
  tasks: readonly TaskInfo[],
  photo: Photo,
  name: string,
  { folder, arrays, pictures }: Destination,
): Promise<string[]> {
  const { size, shown } = photo;
  const { across, down } = await network.tilingOf(size);
  makeFolder(folder);
  const files: { readonly task: TaskInfo; readonly file: TaskFiles }[] = [];
  const preview = pictures ? new Preview(shown, tasks) : null;
  const notes: (string | null)[] = [];
  try {
    for (const task of tasks) files.push({ task, file: new TaskFiles(folder, name, task, shown, arrays) });
    for await (const row of resampleRows(network.predict(photo), size, shown)) {
      for (const { task, file } of files) file.add(row.y, row.outputs[task.name]!);
      preview?.add(row);
    }
    for (const { file } of files) notes.push(await file.close());
  } catch (error) {
    for (const { file } of files) file.abandon();
    throw error;
  }
  if (preview) writeWhole(join(folder, `${name}.jpg`), await preview.encode(photo));
  const tiles = across.starts.length * down.starts.length;
  if (tiles > 1)
    notes.unshift(`${size.width}x${size.height} in ${tiles} tiles of ${across.tile}x${down.tile}`);
  return notes.filter((note) => note !== null);
}
