import { join } from "node:path";
import type { DataFolder } from "../folder/data-folder.ts";
import { extensions } from "../folder/formats.ts";
import { readList } from "../folder/splits/read-list.ts";
import { type Kind, stemOf } from "./layout.ts";
import { splitNamed } from "./name-hints.ts";

/** Lists of images that lie in the folder, such as `train.txt`, as splits; nothing if there are none of its images. */
export async function existingLists(
  data: DataFolder,
  others: readonly string[],
  input: Kind,
): Promise<{
  readonly splits: Readonly<Record<string, { readonly list: string }>>;
  readonly lines: readonly string[];
} | null> {
  const stems = new Set([...input.files.keys()].map(stemOf));
  const splits: Record<string, { readonly list: string }> = {};
  const lines: string[] = [];
  for (const list of others) {
    const split = list.endsWith(".txt") ? splitNamed(list.slice(0, -".txt".length)) : undefined;
    if (split === undefined) continue;
    const pictures = { folder: input.folder, extensions: extensions[input.format] };
    const names = await readList(data, join(data.path, list), pictures).catch(() => []);
    const listed = names.filter(({ stem }) => stems.has(stem)).length;
    if (names.length === 0 || listed < names.length) {
      if (names.length > 0)
        lines.push(
          `${list}: a list of which ${names.length - listed} names are none of ${input.folder}'s files: passed over`,
        );
      continue;
    }
    splits[split] = { list };
    lines.push(`${split}: the ${names.length} images that ${list} names`);
  }
  return Object.keys(splits).length > 0 ? { splits, lines } : null;
}
