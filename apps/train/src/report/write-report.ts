import { existsSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { RunFolder } from "../run/run-folder.ts";
import { writeWhole } from "../run/write-whole.ts";
import { picturesIn } from "./read-pictures.ts";
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
