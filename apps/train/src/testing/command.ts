import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const app = fileURLToPath(new URL("../..", import.meta.url));

/** The command as built. */
export const main = join(app, "dist/main.js");

/** Builds the command and the packages it stands on. */
export function build(): void {
  execFileSync(process.execPath, [join(app, "../../tools/ensure-built.mjs"), "@equipoise/train"]);
}

/** A new folder for one test. */
export const newFolder = (): string => mkdtempSync(join(tmpdir(), "equipoise-train-"));

/** What a command said, and its exit code. */
export interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** How the error output is opened, and what a shell writes there when the command has ended. */
export interface ErrorOutput {
  readonly flags?: "a" | "w";
  readonly after?: string;
}

/** Runs the command as typed in a folder. */
export function command(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  { flags = "a", after = "" }: ErrorOutput = {},
): Outcome {
  // A file, as most error outputs are no socket, which a pipe from Node would be.
  const errors = join(newFolder(), "stderr");
  const stderr = openSync(errors, flags);
  const { status, stdout } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    env: { ...process.env, INIT_CWD: folder, ...environment },
    encoding: "utf8",
    stdio: ["ignore", "pipe", stderr],
    timeout: 60_000,
  });
  writeSync(stderr, after);
  closeSync(stderr);
  return { code: status, output: stdout, errors: readFileSync(errors, "utf8") };
}

/** The smallest run there is: one epoch of a few images of 16x12. */
export const smallest = [
  ...["data.width=16", "data.height=12", "data.train=4", "data.val=2"],
  ...["train.epochs=1", "train.batchSize=2", "train.logEvery=1", "eval.pictures=1"],
].flatMap((field) => ["--set", field]);
