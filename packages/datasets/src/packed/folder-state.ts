import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import type { stateSchema } from "./description.ts";

/** Number and size of files in a folder, and their latest change. */
export type FolderState = z.infer<typeof stateSchema>;

/** The state of a folder, hidden and packed files and links left out; null if there is no such folder. */
export async function folderState(dir: string): Promise<FolderState | null> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => null);
  if (entries === null) return null;
  const files = entries.filter(
    (entry) => entry.isFile() && !entry.name.startsWith(".") && !entry.name.endsWith(".packed"),
  );
  const state = { files: 0, bytes: 0, changed: 0 };
  for (let first = 0; first < files.length; first += 64) {
    const stats = files.slice(first, first + 64).map((file) => stat(join(file.parentPath, file.name)));
    for (const { size, mtimeMs } of await Promise.all(stats)) {
      state.files++;
      state.bytes += size;
      state.changed = Math.max(state.changed, mtimeMs);
    }
  }
  return state;
}
