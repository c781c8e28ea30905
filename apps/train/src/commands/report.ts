import { existsSync } from "node:fs";
import { ConfigError } from "../config/config-error.ts";
import { writeReport } from "../report/index.ts";
import { RunFolder } from "../run/run-folder.ts";
import { typedPath } from "./typed-path.ts";

/** Makes a run's report again, from its log and pictures. @throws {ConfigError} if the folder is not that of a run. */
export function makeReport(path: string): void {
  const { events, report, path: folder } = new RunFolder(typedPath(path));
  if (!existsSync(events))
    throw new ConfigError(`${folder}: expected the folder of a run; got one without events.jsonl`);
  writeReport(folder);
  process.stdout.write(`report: ${report}\n`);
}
