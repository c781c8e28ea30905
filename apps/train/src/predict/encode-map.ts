import type { Size } from "@equipoise/datasets";
import { encode } from "fast-png";
import sharp from "sharp";
import type { MapFormat, Stored } from "./map-format.ts";

/** The numbers of a PNG, as it is to hold them: sharp would choose a palette of its own. */
export async function encodeMap(
  data: Stored,
  { width, height }: Size,
  { bits, channels, palette }: MapFormat,
): Promise<Uint8Array> {
  if (palette)
    return encode({
      width,
      height,
      data,
      depth: 8,
      channels: 1,
      palette: palette.map((colour) => [...colour]),
    });
  const space = channels === 3 ? "srgb" : bits === 16 ? "grey16" : "b-w";
  return sharp(data, { raw: { width, height, channels } }).toColourspace(space).png().toBuffer();
}
