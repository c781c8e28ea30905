import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, openSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const app = fileURLToPath(new URL("../..", import.meta.url));

/** Builds the command. */
export function build(): void {
  execFileSync(process.execPath, [join(app, "build.mjs")]);
}

/** A new folder for one test. */
export const newFolder = (): string => mkdtempSync(join(tmpdir(), "equipoise-bench-"));

/** What a command said, and its exit code. */
export interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the command as typed in a folder. */
export function command(folder: string, args: readonly string[]): Outcome {
  // A file, as most error outputs are no socket, which a pipe from Node would be.
  const errors = join(newFolder(), "stderr");
  const { status, stdout } = spawnSync(process.execPath, [join(app, "dist/main.js"), ...args], {
    cwd: folder,
    env: { ...process.env, INIT_CWD: folder },
    encoding: "utf8",
    stdio: ["ignore", "pipe", openSync(errors, "a")],
    timeout: 100_000,
  });
  return { code: status, output: stdout, errors: readFileSync(errors, "utf8") };
}
