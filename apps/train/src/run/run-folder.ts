import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { ConfigError } from "../config/config-error.ts";
import { parseConfig } from "../config/parse.ts";
import type { Config } from "../config/schema.ts";
import { removeTensorBoardLogs } from "../tensorboard/index.ts";
import { isClaim, Lock, lockedBy } from "./lock.ts";
import { makeFolder } from "./make-folder.ts";
import { isHalfWritten, removeHalfWritten, writeWhole } from "./write-whole.ts";

const lockName = "run.lock";

/** The files of a run. */
export class RunFolder {
  readonly path: string;
  readonly config: string;
  /** Images that are left out; only where that is asked for. */
  readonly broken: string;
  readonly events: string;
  readonly model: string;
  readonly report: string;
  readonly predictions: string;
  readonly checkpoints: string;
  readonly lock: string;

  constructor(path: string) {
    this.path = path;
    this.config = join(path, "config.json");
    this.broken = join(path, "broken.json");
    this.events = join(path, "events.jsonl");
    this.model = join(path, "model.safetensors");
    this.report = join(path, "report.html");
    this.predictions = join(path, "predictions");
    this.checkpoints = join(path, "checkpoints");
    this.lock = join(path, lockName);
  }
}

/** Whether a run has come to its end: the report is what it writes last. */
export const hasEnded = ({ model, report }: RunFolder): boolean => existsSync(model) && existsSync(report);

/**
 * @param what is to be written there
 * @throws {ConfigError} if a path is taken: nothing is written into a folder that holds something.
 */
export function checkFree(path: string, what: "the run" | "predictions" = "the run"): void {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory())
    throw new ConfigError(`${path}: expected a folder for ${what}; got a file. Choose another with --out`);
  const names = readdirSync(path).filter((name) => !isRemains(path, name));
  if (names.length === 0) return;
  const cure =
    what === "the run" && names.includes("config.json") ? "Go on with it by resume, or choose" : "Choose";
  throw new ConfigError(
    `${path}: expected a new or an empty folder for ${what}; got one that holds ${names[0]}. ${cure} another with --out`,
  );
}

/** Whether a file is all that a process that was killed at once has left. */
const isRemains = (path: string, name: string): boolean => {
  const lock = join(path, lockName);
  return isHalfWritten(name) || (isClaim(lock, join(path, name)) && lockedBy(lock) === null);
};

/** The folder of a run that no other process works on until it is released. */
export interface HeldRun {
  readonly folder: RunFolder;
  readonly config: Config;
  readonly lock: Lock;
}

/** Makes the folder of a new run, with its configuration. @throws {ConfigError} if it is taken. */
export function createRunFolder(
  path: string,
  config: Config,
): HeldRun & {
  /**
   * Removes what a run that failed before it trained has written, and its folder where that is new and nothing else is
   * in it, so that another run can take it. Folders around it stay.
   */
  discard(): void;
} {
  checkFree(path);
  const made = makeFolder(path);
  const folder = new RunFolder(path);
  const lock = new Lock(folder.lock);
  removeHalfWritten(path);
  writeWhole(folder.config, `${JSON.stringify(config, null, 2)}\n`);
  const discard = () => {
    for (const file of [folder.broken, folder.events, folder.predictions])
      rmSync(file, { force: true, recursive: true });
    removeTensorBoardLogs(path);
    // Last: a folder without it is none that could be gone on with.
    rmSync(folder.config, { force: true });
    lock.release();
    if (made && readdirSync(path).length === 0) rmdirSync(path);
  };
  return { folder, config, lock, discard };
}

/** The folder of a run that has begun, to go on with it. @throws {ConfigError} if it is none, or a process works on it. */
export function holdRunFolder(path: string): HeldRun {
  const folder = new RunFolder(path);
  const config = readConfig(folder, "that has begun", [folder.config]);
  const lock = new Lock(folder.lock);
  removeHalfWritten(path);
  return { folder, config, lock };
}

/** The folder of a run that has a trained network. @throws {ConfigError} if it is none. */
export function openRunFolder(path: string): { folder: RunFolder; config: Config } {
  const folder = new RunFolder(path);
  return { folder, config: readConfig(folder, "that has ended", [folder.config, folder.model]) };
}

function readConfig(folder: RunFolder, what: string, files: readonly string[]): Config {
  if (!existsSync(folder.path))
    throw new ConfigError(`${folder.path}: expected the folder of a run ${what}; got nothing there`);
  for (const file of files)
    if (!existsSync(file))
      throw new ConfigError(
        `${folder.path}: expected the folder of a run ${what}; got one without ${basename(file)}`,
      );
  return readRunConfig(folder);
}

/** The configuration of a run. @throws {ConfigError} if its file is that of none. */
export function readRunConfig({ config }: RunFolder): Config {
  let fields: unknown;
  try {
    fields = JSON.parse(readFileSync(config, "utf8"));
  } catch {
    throw new ConfigError(`${config}: expected the JSON of a run's configuration; got a file that is none`);
  }
  return parseConfig(fields, config);
}
