import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { RunFolder } from "../run/run-folder.ts";
import { writeWhole } from "../run/write-whole.ts";
import type { ReportPicture } from "./picture-section.ts";
import { renderReport } from "./report.ts";
import { parseEvents } from "./run-record.ts";

/**
 * Writes `report.html` into a run's folder, from its log, its configuration and its pictures; whatever the run has got
 * to, and the file is there whole or not at all.
 *
 * @throws {DataError} if the log holds a line that is no event.
 */
export function writeReport(path: string): void {
  const folder = new RunFolder(path);
  const events = existsSync(folder.events)
    ? parseEvents(readFileSync(folder.events, "utf8"), folder.events)
    : [];
  const started = events.find((event) => event.event === "start");
  const config: unknown = existsSync(folder.config)
    ? JSON.parse(readFileSync(folder.config, "utf8"))
    : (started?.config ?? null);
  const name = basename(resolve(path));
  writeWhole(folder.report, renderReport({ name, config, events, pictures: picturesIn(folder.predictions) }));
}

/** The pictures that a run has drawn so far; an image without its truth is left out. */
function picturesIn(folder: string): ReportPicture[] {
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
