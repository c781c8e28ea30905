import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { root } from "../results/provenance.ts";
import type { Peer } from "./peers.ts";

/** Where npm writes what went wrong, after lines of codes and links. */
const complaint = /^npm error (?!code|syscall|path|errno|A complete log)(.+)$/m;

/**
 * Installs the packages of a library into a folder of their own, where they do not stand there yet; none of their
 * scripts is run.
 *
 * @returns address of the module that its process imports; none for a library that needs no packages
 * @throws {Error} if npm cannot install them
 */
export async function install({ name, npm }: Peer, under = join(root, "apps/bench/.peers")): Promise<string> {
  if (!npm) return "";
  const folder = join(under, name);
  const module = join(folder, "index.mjs");
  const manifest = JSON.stringify({ private: true, dependencies: npm.packages }, null, 2);
  const stamp = join(folder, "installed.json");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== manifest) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), manifest);
    const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
    const shell = process.platform === "win32";
    await promisify(execFile)("npm", ["install", ...options], { cwd: folder, shell }).catch(
      ({ stderr, message }: { stderr?: string; message: string }) => {
        throw new Error(`npm install: ${complaint.exec(stderr ?? "")?.[1] ?? message}`);
      },
    );
    writeFileSync(stamp, manifest);
  }
  writeFileSync(module, npm.module);
  return pathToFileURL(module).href;
}
