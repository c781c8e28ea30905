import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { RunFolder } from "./run-folder.ts";
import { type RunSummary, summariseRun } from "./run-summary.ts";

/** The runs below a folder, at any depth, in order of their names; none in the folder of another run. */
export function listRuns(root: string): RunSummary[] {
  return foldersBelow(root)
    .map((folder) => summariseRun(folder, relative(root, folder.path)))
    .sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
}

function foldersBelow(path: string): RunFolder[] {
  const children = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return children.flatMap(({ name }) => {
    const folder = new RunFolder(join(path, name));
    return existsSync(folder.config) && existsSync(folder.events) ? [folder] : foldersBelow(folder.path);
  });
}
