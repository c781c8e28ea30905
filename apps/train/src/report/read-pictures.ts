import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import type { ReportPicture } from "./picture-section.ts";

/** The pictures that a run has drawn so far; an image without its truth is left out. */
export function picturesIn(folder: string): ReportPicture[] {
  if (!existsSync(folder)) return [];
  const truths = join(folder, "truth");
  const epochs = readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
  return jpegsIn(truths).map((file) => ({
    name: basename(file, ".jpg"),
    truth: readFileSync(join(truths, file)),
    made: epochs
      .map((epoch) => ({ epoch, path: join(folder, String(epoch), file) }))
      .filter(({ path }) => existsSync(path))
      .map(({ epoch, path }) => ({ epoch, jpeg: readFileSync(path) })),
  }));
}

const jpegsIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => extname(file) === ".jpg")
        .sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
    : [];
