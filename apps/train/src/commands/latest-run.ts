import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../config/config-error.ts";
import { lockedBy } from "../run/lock.ts";
import { hasEnded, RunFolder } from "../run/run-folder.ts";
import { typedPath } from "./typed-path.ts";

/**
 * The folder of the latest run below `runs`, by its name.
 *
 * @param state `ended`: with a trained network; `begun`: one to go on with, that no process works on
 * @throws {ConfigError} if there is none.
 */
export function latestRun(state: "ended" | "begun"): string {
  const runs = typedPath("runs");
  const fits = (folder: RunFolder) =>
    existsSync(folder.config) &&
    (state === "ended" ? existsSync(folder.model) : !hasEnded(folder) && lockedBy(folder.lock) === null);
  const found = existsSync(runs)
    ? readdirSync(runs).filter((name) => fits(new RunFolder(join(runs, name))))
    : [];
  const latest = found.sort().at(-1);
  if (latest !== undefined) return join(runs, latest);
  throw new ConfigError(
    state === "ended"
      ? `${runs}: expected the folder of a finished run; found none. Train one first, or name its folder`
      : `${runs}: expected the folder of an interrupted run; found none. Name its folder`,
  );
}
