import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, openSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const app = fileURLToPath(new URL("../..", import.meta.url));

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

/** Runs the command as typed in a folder. */
export function command(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Outcome {
  // A file, as most error outputs are no socket, which a pipe from Node would be.
  const errors = join(newFolder(), "stderr");
  const { status, stdout } = spawnSync(process.execPath, [join(app, "dist/main.js"), ...args], {
    cwd: folder,
    env: { ...process.env, INIT_CWD: folder, ...environment },
    encoding: "utf8",
    stdio: ["ignore", "pipe", openSync(errors, "w")],
    timeout: 60_000,
  });
  return { code: status, output: stdout, errors: readFileSync(errors, "utf8") };
}

/** The smallest run there is: one epoch of a few images of 16x12. */
export const smallest = [
  ...["data.width=16", "data.height=12", "data.train=4", "data.val=2"],
  ...["train.epochs=1", "train.batchSize=2", "train.logEvery=1", "eval.pictures=1"],
].flatMap((field) => ["--set", field]);
