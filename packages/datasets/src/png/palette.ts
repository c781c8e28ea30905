/** The colours of a PNG's palette, `#rrggbb`; none if it has no palette. */
export function paletteOf(bytes: Uint8Array): string[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString("latin1", at + 4, at + 8) !== "PLTE") continue;
    const hex = file.toString("hex", at + 8, at + 8 + file.readUInt32BE(at));
    return Array.from(hex.matchAll(/.{6}/g), ([colour]) => `#${colour}`);
  }
  return [];
}
