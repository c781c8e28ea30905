import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../config/config-error.ts";
import { parseConfig } from "../config/parse.ts";
import type { Config } from "../config/schema.ts";
import { removeTensorBoardLogs } from "../tensorboard/index.ts";

/** The files of a run. */
export class RunFolder {
  readonly path: string;
  readonly config: string;
  readonly events: string;
  readonly model: string;
  readonly report: string;
  readonly predictions: string;

  constructor(path: string) {
    this.path = path;
    this.config = join(path, "config.json");
    this.events = join(path, "events.jsonl");
    this.model = join(path, "model.safetensors");
    this.report = join(path, "report.html");
    this.predictions = join(path, "predictions");
  }
}

/** @throws {ConfigError} if a path is taken: a run never writes into a folder that holds something. */
export function checkFree(path: string): void {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory())
    throw new ConfigError(`${path}: expected a folder for the run; got a file. Choose another with --out`);
  const [first] = readdirSync(path);
  if (first !== undefined)
    throw new ConfigError(
      `${path}: expected a new or an empty folder for the run; got one that holds ${first}. Choose another with --out`,
    );
}

/** The folder of a run that has begun. */
export interface NewRun {
  readonly folder: RunFolder;
  /**
   * Removes what a run that failed before it trained has written, and its folder where that is new and nothing else is
   * in it, so that another run can take it. Folders around it stay.
   */
  discard(): void;
}

/** Makes the folder of a new run, with its configuration. @throws {ConfigError} if it is taken. */
export function createRunFolder(path: string, config: Config): NewRun {
  checkFree(path);
  const made = mkdirSync(path, { recursive: true }) !== undefined;
  const folder = new RunFolder(path);
  writeWhole(folder.config, `${JSON.stringify(config, null, 2)}\n`);
  const discard = () => {
    for (const file of [folder.config, folder.events, folder.predictions])
      rmSync(file, { force: true, recursive: true });
    removeTensorBoardLogs(path);
    if (made && readdirSync(path).length === 0) rmdirSync(path);
  };
  return { folder, discard };
}

/** The folder of a run that has a trained network. @throws {ConfigError} if it is none. */
export function openRunFolder(path: string): { folder: RunFolder; config: Config } {
  const folder = new RunFolder(path);
  for (const file of [folder.config, folder.model])
    if (!existsSync(file))
      throw new ConfigError(
        `${path}: expected the folder of a finished run; got one without ${file.slice(path.length + 1)}`,
      );
  let fields: unknown;
  try {
    fields = JSON.parse(readFileSync(folder.config, "utf8"));
  } catch {
    throw new ConfigError(
      `${folder.config}: expected the JSON of a run's configuration; got a file that is none`,
    );
  }
  return { folder, config: parseConfig(fields, folder.config) };
}

/** Writes a file so that at any moment it is there whole or not at all. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}
