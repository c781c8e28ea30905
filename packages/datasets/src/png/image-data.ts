import { crc32 } from "node:zlib";

/**
 * The packed pixels of a PNG: what its `IDAT` chunks hold, one after the other.
 *
 * @throws {Error} if a chunk is cut off or its sum is wrong, or a second header follows the first.
 */
export function imageData(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 8, name = ""; name !== "IEND"; ) {
    const length = view.getUint32(at);
    const end = at + 8 + length;
    const chunk = bytes.subarray(at + 4, end);
    // Reading behind the end throws.
    if (view.getUint32(end) !== crc32(chunk)) throw new Error(`a wrong sum at byte ${at}`);
    name = Buffer.from(chunk.subarray(0, 4)).toString("latin1");
    if (name === "IHDR" && at > 8) throw new Error("a second header");
    if (name === "IDAT") parts.push(chunk.subarray(4));
    at = end + 4;
  }
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : Buffer.concat(parts);
}
