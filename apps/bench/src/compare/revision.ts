import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { git, root } from "../results/provenance.ts";
import { UsageError } from "../usage-error.ts";

const run = promisify(execFile);

/** A revision of the packages, built apart under the benchmark of this one. */
export interface Revision {
  /** Short name of the commit. */
  readonly commit: string;
  /** The built process that measures it. */
  readonly worker: string;
  remove(): void;
}

/**
 * Checks a revision out into a temporary folder, installs it and builds it there. The benchmark is this one's, so
 * that both are measured alike, and a revision that had none can be.
 *
 * @throws {UsageError} if there is no such revision.
 * @throws {Error} if it cannot be installed or built.
 */
export async function buildRevision(name: string): Promise<Revision> {
  const commit = resolve(name);
  const folder = mkdtempSync(join(tmpdir(), "equipoise-bench-"));
  git("worktree", "add", "--detach", folder, commit);
  const remove = () => git("worktree", "remove", "--force", folder);
  try {
    const app = join(folder, "apps", "bench");
    rmSync(app, { recursive: true, force: true });
    for (const part of ["src", "package.json", "build.mjs"])
      cpSync(join(root, "apps", "bench", part), join(app, part), { recursive: true });
    await installAndBuild(folder);
    return { commit, worker: join(app, "dist", "worker.js"), remove };
  } catch (error) {
    remove();
    const [reason] = String(error instanceof Error ? error.message : error)
      .split("\n")
      .slice(-1);
    throw new Error(`bench: expected ${name} to build under this benchmark; got ${reason}`);
  }
}

function resolve(name: string): string {
  try {
    return git("rev-parse", "--verify", "--short", "--end-of-options", `${name}^{commit}`);
  } catch {
    throw new UsageError(`bench: expected --compare with a revision that git knows; got ${name}`);
  }
}

async function installAndBuild(folder: string): Promise<void> {
  const install = [
    "--yes",
    "pnpm@12",
    "install",
    "--no-frozen-lockfile",
    "--prefer-offline",
    "--filter",
    "bench...",
  ];
  // The root's tools, esbuild among them, belong to no filter.
  await run("npx", [...install, "--filter", "equipoise"], {
    cwd: folder,
    shell: process.platform === "win32",
  });
  await run(process.execPath, [join(folder, "apps", "bench", "build.mjs")], { cwd: folder });
}
