import { crc32 } from "node:zlib";
import { DataError } from "../data-error.ts";

// A packed file is a head, the records of all samples one after the other, the description as JSON, and a tail that
// says how long that is. What has no head is another file; what has no tail is cut.

/** Bytes before the first record. */
export const headBytes = 16;
const tailBytes = 16;
const magic = "EQUIPACK";
/** A description of a million samples takes less. */
const mostBytes = 256 * 2 ** 20;

/** The first bytes of a packed file. */
export function head(): Uint8Array {
  const bytes = new Uint8Array(headBytes);
  new TextEncoder().encodeInto(magic, bytes);
  return bytes;
}

/** The description and the tail, which a packed file ends with. */
export function foot(description: unknown): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(description));
  const bytes = new Uint8Array(json.length + tailBytes);
  bytes.set(json);
  const view = new DataView(bytes.buffer, json.length);
  view.setUint32(0, json.length, true);
  view.setUint32(4, crc32(json), true);
  new TextEncoder().encodeInto(magic, bytes.subarray(json.length + 8));
  return bytes;
}

/**
 * The JSON at the end of a packed file, and where it starts.
 *
 * @param read gives so many bytes from an offset on
 * @throws {DataError} if the file is another one, cut or damaged.
 */
export async function readFoot(
  file: string,
  size: number,
  read: (offset: number, bytes: number) => Promise<Uint8Array>,
): Promise<{ start: number; json: string }> {
  const isMagic = (bytes: Uint8Array) => new TextDecoder().decode(bytes) === magic;
  if (size < headBytes || !isMagic((await read(0, headBytes)).subarray(0, 8)))
    throw new DataError(file, {
      expected: "a packed data set",
      got: "a file of another kind",
      cure: "name a file that data pack wrote",
    });
  const tail =
    size < headBytes + tailBytes ? new Uint8Array(tailBytes) : await read(size - tailBytes, tailBytes);
  const view = new DataView(tail.buffer, tail.byteOffset, tailBytes);
  const length = view.getUint32(0, true);
  const start = size - tailBytes - length;
  if (!isMagic(tail.subarray(8)) || start < headBytes || length > mostBytes) throw damaged(file);
  const json = await read(start, length);
  if (crc32(json) !== view.getUint32(4, true)) throw damaged(file);
  return { start, json: new TextDecoder().decode(json) };
}

/** The refusal of a file that is not whole. */
export const damaged = (file: string, position?: string): DataError =>
  new DataError(file, {
    ...(position !== undefined && { position }),
    expected: "a whole packed data set",
    got: "a truncated or damaged one",
    cure: "copy it or pack the data again",
  });
