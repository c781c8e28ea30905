import { type ChildProcess, fork } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "../run/make-folder.ts";
import { RunFolder } from "../run/run-folder.ts";
import { writeWhole } from "../run/write-whole.ts";
import type { Cell } from "./cells.ts";

/** A run that goes on in a process of its own. */
export interface RunningCell {
  readonly process: ChildProcess;
  /** Null once it has come to its end; else how it failed, in a line. */
  readonly ended: Promise<string | null>;
}

/**
 * Trains a run of an experiment, from its beginning or wherever it was interrupted, in a process that ends with this
 * one. What it says goes to a file beside its folder.
 *
 * @param main the program to run
 */
export function runCell(main: string, root: string, { folder, config }: Cell): RunningCell {
  const run = new RunFolder(join(root, folder));
  makeFolder(dirname(run.path));
  const file = `${run.path}.json`;
  writeWhole(file, `${JSON.stringify(config, null, 2)}\n`);
  const log = `${run.path}.log`;
  const output = openSync(log, "a");
  const args = existsSync(run.config) ? ["resume", run.path] : ["--config", file, "--out", run.path];
  const child = fork(main, args, { stdio: ["ignore", output, output, "ipc"] });
  closeSync(output);
  const ended = new Promise<string | null>((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("exit", (code, signal) =>
      resolve(code === 0 ? null : `${signal ?? `exit code ${code}`}: ${lastLine(log)}`),
    );
  });
  return { process: child, ended };
}

const lastLine = (file: string): string => readFileSync(file, "utf8").trimEnd().split("\n").at(-1) ?? "";
