import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { command, newFolder, smallest } from "./command.ts";

/** What was typed, the exit code, and what the one line on the error output begins with; FOLDER is where it was typed. */
export type Refusal = [typed: string, code: number, line: string, environment?: NodeJS.ProcessEnv];

/** Where commands are refused: a folder with an empty one, one that holds what is somebody's, and a file that is no image. */
export function refusalFolder(): string {
  const folder = newFolder();
  mkdirSync(join(folder, "empty"));
  mkdirSync(join(folder, "taken"));
  writeFileSync(join(folder, "taken/thesis.txt"), "");
  writeFileSync(join(folder, "broken.png"), "not an image");
  return folder;
}

/**
 * Types a command that is to be refused in one line.
 *
 * @param left what a training leaves in its folder
 */
export function expectRefusal(
  folder: string,
  [typed, code, line, environment]: Refusal,
  left: readonly string[] = [],
): void {
  const args = typed.split(" ").filter(Boolean);
  const trains = !args[0] || args[0].startsWith("--");
  const onData = args.includes("--data");
  const run = newFolder();
  const typedAll = [
    ...(trains && !onData ? smallest : []),
    ...args,
    ...(trains && !args.includes("--out") ? ["--out", run] : []),
    ...(trains && onData ? ["--set", "train.batchSize=2"] : []),
  ];
  const outcome = command(folder, typedAll, environment);
  const errors = outcome.errors.replaceAll(folder, "FOLDER");
  expect(errors.startsWith(line), errors).toBe(true);
  expect(errors.trimEnd().split("\n"), errors).toHaveLength(1);
  expect(errors + outcome.output).not.toMatch(/\n\s+at /);
  expect(outcome.code).toBe(code);
  expect(readdirSync(join(folder, "taken"))).toEqual(["thesis.txt"]);
  expect(readdirSync(run).map((name) => name.replace(/^(events\.out\.tfevents)\..*/, "$1"))).toEqual(left);
}

/** What a machine is like that has no GPU. */
export const noVulkan = {
  EQUIPOISE_ADAPTER: "hardware",
  VK_ICD_FILENAMES: "/nonexistent.json",
  VK_DRIVER_FILES: "/nonexistent.json",
};
