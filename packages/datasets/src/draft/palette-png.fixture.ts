import { crc32 } from "node:zlib";
import { png } from "../folder/folder.fixture.ts";

/** A PNG of indexes into a palette, from a grey one: fast-png writes none. */
export function palettePng(data: Uint8Array, colours: readonly number[]): Uint8Array {
  const bytes = Buffer.from(png(data));
  const header = Buffer.from(bytes.subarray(16, 29));
  header[9] = 3;
  const [signature, rest] = [bytes.subarray(0, 8), bytes.subarray(33)];
  return Buffer.concat([signature, chunk("IHDR", header), chunk("PLTE", Uint8Array.from(colours)), rest]);
}

function chunk(name: string, content: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(name), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
