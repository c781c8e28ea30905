import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { git, root } from "../results/provenance.ts";
import { UsageError } from "../usage-error.ts";

const run = promisify(execFile);

/** A revision of the packages, built apart. */
export interface Revision {
  /** Short name of the commit. */
  readonly commit: string;
  /** The built process that measures it. */
  readonly worker: string;
  remove(): void;
}

/**
 * Checks a revision out into a temporary folder, installs it and builds it there: under the benchmark of this one, so
 * that both are measured alike, or, where its packages have other names than this benchmark calls, under its own.
 *
 * @throws {UsageError} if there is no such revision.
 * @throws {Error} if it cannot be installed or built.
 */
export async function buildRevision(name: string): Promise<Revision> {
  const commit = resolve(name);
  const folder = mkdtempSync(join(tmpdir(), "equipoise-bench-"));
  git("worktree", "add", "--detach", folder, commit);
  const remove = () => git("worktree", "remove", "--force", folder);
  const app = join(folder, "apps", "bench");
  try {
    const hasItsOwn = existsSync(join(app, "src", "worker.ts"));
    place(app);
    await installAndBuild(folder).catch((error: unknown) => {
      if (!hasItsOwn) throw error;
      rmSync(app, { recursive: true });
      git("-C", folder, "checkout", "--", "apps/bench");
      return installAndBuild(folder);
    });
    return { commit, worker: join(app, "dist", "worker.js"), remove };
  } catch (error) {
    remove();
    throw new Error(`bench: expected ${name} to build under a benchmark; got ${reasonOf(error)}`);
  }
}

function resolve(name: string): string {
  try {
    return git("rev-parse", "--verify", "--short", "--end-of-options", `${name}^{commit}`);
  } catch {
    throw new UsageError(`bench: expected --compare with a revision that git knows; got ${name}`);
  }
}

/** Puts this benchmark in the place of a revision's own, or where it had none. */
function place(app: string): void {
  rmSync(app, { recursive: true, force: true });
  for (const part of ["src", "package.json", "build.mjs"])
    cpSync(join(root, "apps", "bench", part), join(app, part), { recursive: true });
}

async function installAndBuild(folder: string): Promise<void> {
  // The root's tools, esbuild among them, are those of `equipoise` itself.
  const packages = ["--filter", "bench...", "--filter", "equipoise"];
  await run("npx", ["--yes", "pnpm@12", "install", "--no-frozen-lockfile", "--prefer-offline", ...packages], {
    cwd: folder,
    shell: process.platform === "win32",
  });
  await run(process.execPath, [join(folder, "apps", "bench", "build.mjs"), "worker"], { cwd: folder });
}

/** The line in which a command said what was wrong, among all that it printed. */
function reasonOf(error: unknown): string {
  const { message, stdout = "" } = error as Error & { stdout?: string };
  const lines = `${stdout}\n${message}`.split("\n").filter((line) => line.trim() !== "");
  return (lines.find((line) => /\berr(or)?\b|ERR_/i.test(line)) ?? lines.at(-1) ?? "").trim();
}
