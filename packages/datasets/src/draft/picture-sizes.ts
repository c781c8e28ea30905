import type { DataFolder } from "../folder/data-folder.ts";
import type { Size } from "../sample.ts";
import { counted } from "./guess.ts";
import { few, type SeenKind, spread } from "./look-at-kind.ts";
import { probeFile } from "./probe-file.ts";

/** Where some maps are not of the size of their pictures, in words; nothing where all are. */
export async function differingSize(
  data: DataFolder,
  { kind, sizes }: SeenKind,
  maps: ReadonlyMap<string, Size>,
): Promise<string | null> {
  const sizeOf = async (key: string): Promise<Size | null> => {
    const path = kind.files.get(key);
    if (path === undefined) return null;
    return sizes.get(key) ?? probeFile(data, path, kind.format, kind.key).catch(() => null);
  };
  for (const [key, { width, height }] of spread([...maps], few)) {
    const picture = await sizeOf(key);
    if (picture !== null && (picture.width !== width || picture.height !== height))
      return `of ${width}x${height} pixels where the picture is of ${picture.width}x${picture.height}`;
  }
  return null;
}

/** The size that all pictures have, or the one in the middle to resize them to, as a manifest says it; and in words. */
export function commonSize(sizes: readonly Size[]): {
  readonly fields: { readonly size?: Size; readonly resize?: Size };
  readonly line: string;
} {
  const middle = (side: keyof Size) =>
    sizes.map((size) => size[side]).sort((a, b) => a - b)[sizes.length >> 1] ?? 1;
  const size = { width: middle("width"), height: middle("height") };
  const text = `${size.width}x${size.height}`;
  if (sizes.every(({ width, height }) => width === size.width && height === size.height))
    return { fields: { size }, line: `size: ${text}, that of ${counted(sizes.length, "picture")} looked at` };
  return {
    fields: { resize: size },
    line: `resize: pictures are of several sizes; to ${text}, the middle one: correct it to what you train at`,
  };
}
