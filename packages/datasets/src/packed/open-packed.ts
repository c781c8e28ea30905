import { type FileHandle, open, stat } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { DataError } from "../data-error.ts";
import { type Dataset, indexOf, splitOf } from "../dataset.ts";
import { expectInteger } from "../expect-integer.ts";
import { expectRegular, unreadable } from "../folder/read-file.ts";
import { resizeIntrinsics } from "../resize/resize-intrinsics.ts";
import { resizeSample } from "../resize/resize-sample.ts";
import type { Size } from "../sample.ts";
import { type Description, descriptionSchema } from "./description.ts";
import { folderState } from "./folder-state.ts";
import { damaged, headBytes, readFoot } from "./frame.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { decodeSample } from "./record.ts";

export interface PackedOptions {
  /** Resize every sample to this; a side that is not given is as long as in the file. */
  readonly size?: Partial<Size>;
  /** Look whether the folder that was packed has changed since, for a note of the data set. Default true. */
  readonly checkSource?: boolean;
}

/** The name of a packed file in a folder of its own. */
export const packedFile = "data.packed";

/**
 * Opens what `packDataset` wrote: a file, or the folder that holds it as `data.packed`.
 *
 * A sample is read when it is asked for, at one go and with nothing to decode.
 *
 * @throws {DataError} if the file is another one, cut or damaged.
 */
export async function openPacked(path: string, options: PackedOptions = {}): Promise<Dataset> {
  const file = await fileOf(path);
  const { description, layout } = await describe(file);
  const { name, tasks, intrinsics } = description;
  const width = expectInteger("openPacked", "width", options.size?.width ?? description.width, 1);
  const height = expectInteger("openPacked", "height", options.size?.height ?? description.height, 1);
  const notes = [
    ...(description.notes ?? []),
    ...(options.checkSource === false ? [] : await staleness(description)),
  ];
  let records = 0;
  const splits = new Map(
    description.splits.map((split) => {
      const first = records;
      records += split.samples.length;
      return [split.name, { first, samples: split.samples }];
    }),
  );
  return {
    name,
    width,
    height,
    tasks,
    splits: [...splits.keys()],
    ...(intrinsics && { intrinsics: resizeIntrinsics(intrinsics, description, { width, height }) }),
    ...(notes.length > 0 && { notes }),
    length: (split) => splitOf(name, splits, split).samples.length,
    async sample(split, index) {
      const { first, samples } = splitOf(name, splits, split);
      const { name: sample, crc } = samples[indexOf(name, split, index, samples.length)]!;
      const offset = headBytes + (first + index) * layout.bytes;
      const record = await withFile(file, (handle) => readWhole(file, handle, offset, layout.bytes));
      if (crc32(record) !== crc) throw damaged(file, sample);
      const { width: w, height: h } = description;
      return resizeSample(
        { name: sample, width: w, height: h, ...decodeSample(layout, record) },
        { width, height },
      );
    },
  };
}

const cure = "name the file that data pack wrote, or its folder";

async function fileOf(path: string): Promise<string> {
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, "a packed data set", cause, cure);
  });
  if (found.isDirectory()) return fileOf(join(path, packedFile));
  expectRegular(path, found, "a packed data set", cure);
  return path;
}

async function describe(file: string): Promise<{ description: Description; layout: Layout }> {
  return withFile(file, async (handle) => {
    const { size } = await handle.stat();
    const { start, json } = await readFoot(file, size, (offset, bytes) =>
      readWhole(file, handle, offset, bytes),
    );
    const { data: description } = descriptionSchema.safeParse(JSON.parse(json));
    const layout = description && layoutOf(description, description.encodings);
    if (!layout)
      throw new DataError(file, {
        expected: "a data set packed by this version",
        got: "one of another version",
        cure: "pack the data again",
      });
    const records = description.splits.reduce((sum, { samples }) => sum + samples.length, 0);
    if (headBytes + records * layout.bytes !== start) throw damaged(file);
    return { description, layout };
  });
}

async function staleness({ source, state }: Description): Promise<string[]> {
  const now = source.dir === undefined || state === null ? null : await folderState(source.dir);
  // What is gone, or was moved with the packed file, cannot be compared.
  if (now === null || state === null) return [];
  const same = now.files === state.files && now.bytes === state.bytes && now.changed === state.changed;
  return same ? [] : [`${source.dir} has changed since it was packed: pack it again`];
}

async function withFile<T>(file: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(file).catch((cause: unknown) => {
    throw unreadable(file, "a packed data set", cause, cure);
  });
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

async function readWhole(
  file: string,
  handle: FileHandle,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let read = 0; read < length; ) {
    const { bytesRead } = await handle.read(bytes, read, length - read, offset + read);
    if (bytesRead === 0) throw damaged(file);
    read += bytesRead;
  }
  return bytes;
}
