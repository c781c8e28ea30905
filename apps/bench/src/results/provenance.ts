import { execFileSync } from "node:child_process";
import { availableParallelism, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import type { Device } from "@equipoise/tensor";
import { digits } from "./table.ts";

/** The repository, seen from the built command. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Where a result comes from. */
export interface Provenance {
  /** Short name of the commit, with a `+` where files that matter differ from it. */
  readonly commit: string;
  readonly adapter: string;
  /** The class of kernels that the adapter is given. */
  readonly kernels: string;
  readonly node: string;
  /** When the run began, ISO 8601. */
  readonly date: string;
  readonly cores: number;
  /** Processes that wanted a core in the minute before; much above zero, and other work slows what is measured. */
  readonly load: number;
}

export const provenanceOf = ({ profile }: Device): Provenance => ({
  commit: commit(),
  adapter: profile.description,
  kernels: profile.kernels,
  node: process.version,
  date: new Date().toISOString(),
  cores: availableParallelism(),
  load: loadavg()[0]!,
});

/** What stands above a table: which adapter was taken and why, which commit, and how busy the machine is. */
export const headerOf = (reason: string, { commit, cores, load }: Provenance): string =>
  `adapter: ${reason}\ncommit: ${commit}; ${cores} cores, load ${digits(load)}\n`;

function commit(): string {
  try {
    const changed = git("status", "--porcelain", "--", "packages", "apps/bench");
    return `${git("rev-parse", "--short", "HEAD")}${changed ? "+" : ""}`;
  } catch {
    return "unknown"; // an unpacked archive, or no git
  }
}

/** What git says of the repository. */
export const git = (...args: readonly string[]): string =>
  execFileSync("git", ["-C", root, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
