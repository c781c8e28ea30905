import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../config/config-error.ts";
import { lockedBy } from "../run/lock.ts";
import { hasEnded, RunFolder } from "../run/run-folder.ts";
import { typedPath } from "./typed-path.ts";

/**
 * The folder of the latest run below `runs`: the one that was trained last, whatever the runs are called.
 *
 * @param state `ended`: with a trained network; `begun`: one to go on with, that no process works on
 * @throws {ConfigError} if there is none.
 */
export function latestRun(state: "ended" | "begun"): string {
  const runs = typedPath("runs");
  const fits = (folder: RunFolder) =>
    existsSync(folder.config) &&
    (state === "ended" ? existsSync(folder.model) : !hasEnded(folder) && lockedBy(folder.lock) === null);
  const names = existsSync(runs) ? readdirSync(runs).sort().reverse() : [];
  const [latest] = names
    .map((name) => new RunFolder(join(runs, name)))
    .filter(fits)
    .map((folder) => ({ folder, time: timeOf(state === "ended" ? folder.model : folder.config) }))
    .sort((a, b) => b.time - a.time);
  if (latest) return latest.folder.path;
  throw new ConfigError(
    state === "ended"
      ? `${runs}: expected the folder of a finished run; found none. Train one first, or name its folder`
      : `${runs}: expected the folder of an interrupted run; found none. Name its folder`,
  );
}

/** When a file was last written. */
const timeOf = (file: string): number => statSync(file).mtimeMs;
