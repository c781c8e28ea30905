import { stat } from "node:fs/promises";
import { join } from "node:path";

/** What lies at a path; nothing where nothing does. */
const found = (path: string) => stat(path).catch(() => undefined);

/** Whether a file or a folder lies at a path. */
export const isThere = async (path: string): Promise<boolean> => (await found(path)) !== undefined;

/** Those of some names that are folders in a folder, in the order of the names. */
export async function foldersThere<T extends string>(parent: string, names: readonly T[]): Promise<T[]> {
  const there = await Promise.all(names.map((name) => found(join(parent, name))));
  return names.filter((_, i) => there[i]?.isDirectory());
}
