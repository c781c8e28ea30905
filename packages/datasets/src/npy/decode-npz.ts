import { crc32 } from "node:zlib";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { DataError } from "../data-error.ts";
import { orDamaged } from "../files/damaged.ts";
import { decodeNpy, type NpyArray } from "./decode-npy.ts";

const WHOLE = "a whole npz file";

/** Of one array. */
const mostBytes = 2 ** 28;

/** Deflate never packs more into a byte. */
const mostPerByte = 1032;

/** A directory of more would take minutes to look through, whatever is asked for. */
const mostArrays = 10_000;

/**
 * An array of an npz file, by the name that it was saved under; the only one if no name is given.
 *
 * @throws {DataError} if the file is damaged, or has no such array.
 */
export async function decodeNpz(file: string, bytes: Uint8Array, name?: string): Promise<NpyArray> {
  const zip = await open(file, bytes);
  const entry = pick(file, await orDamaged(file, WHOLE, () => arraysOf(zip)), name);
  const content = await contentOf(file, zip, entry);
  try {
    return decodeNpy(file, content);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const { position, expected, got, cure } = error;
    const place = position === undefined ? entry.fileName : `${entry.fileName}, ${position}`;
    throw new DataError(file, { position: place, expected, got, ...(cure !== undefined && { cure }) });
  }
}

/**
 * The names of the arrays in an npz file.
 *
 * @throws {DataError} if the file is damaged.
 */
export async function namesInNpz(file: string, bytes: Uint8Array): Promise<string[]> {
  const zip = await open(file, bytes);
  const arrays = await orDamaged(file, WHOLE, () => arraysOf(zip));
  return [...arrays.keys()];
}

async function open(file: string, bytes: Uint8Array): Promise<ZipFile> {
  const memory = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await orDamaged(file, WHOLE, () => fromBufferPromise(memory, { lazyEntries: true }));
  if (zip.entryCount <= mostArrays) return zip;
  throw new DataError(file, {
    expected: `at most ${mostArrays} arrays`,
    got: String(zip.entryCount),
    cure: "save fewer in a file",
  });
}

async function arraysOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const arrays = new Map<string, Entry>();
  for await (const entry of zip.eachEntry())
    if (entry.fileName.endsWith(".npy")) arrays.set(entry.fileName.slice(0, -".npy".length), entry);
  return arrays;
}

function pick(file: string, arrays: ReadonlyMap<string, Entry>, name: string | undefined): Entry {
  const [only] = arrays.size === 1 ? arrays.values() : [];
  const found = name === undefined ? only : arrays.get(name);
  if (found !== undefined) return found;
  const names = [...arrays.keys()];
  const some = names.slice(0, 5).join(", ");
  throw new DataError(file, {
    expected: name === undefined ? "one array, or the name of one of them" : `an array ${name}`,
    got: names.length === 0 ? "none" : names.length > 5 ? `${some} and ${names.length - 5} more` : some,
    cure:
      names.length === 0 ? "save the array again with numpy.savez" : "name the one that is meant by its key",
  });
}

async function contentOf(file: string, zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const { compressedSize, uncompressedSize, fileName } = entry;
  // Judged by the directory before anything is unpacked.
  if (uncompressedSize > Math.min(mostBytes, mostPerByte * compressedSize))
    throw new DataError(file, {
      position: fileName,
      expected: `at most ${mostBytes} bytes, and ${mostPerByte} for each one that they are packed in`,
      got: `${uncompressedSize} bytes in ${compressedSize}`,
      cure: "save the array again with numpy.savez",
    });
  const content = await orDamaged(file, WHOLE, async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  });
  if (crc32(content) !== entry.crc32)
    throw new DataError(file, {
      position: fileName,
      expected: "bytes of the sum that the file says",
      got: "others",
      cure: "copy or export the file again",
    });
  return content;
}
