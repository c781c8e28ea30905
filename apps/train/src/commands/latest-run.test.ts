import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newFolder } from "../testing/command.ts";
import { latestRun } from "./latest-run.ts";

let folder: string;

/** A run whose files were written at a second; without weights where it has not ended. */
function makeRun(name: string, begun: number, ended: number | null): void {
  const path = join(folder, "runs", name);
  mkdirSync(path, { recursive: true });
  const files = { "config.json": begun, ...(ended !== null && { "model.safetensors": ended }) };
  for (const [file, time] of Object.entries(files)) {
    writeFileSync(join(path, file), "");
    utimesSync(join(path, file), time, time);
  }
}

beforeEach(() => {
  folder = newFolder();
  vi.stubEnv("INIT_CWD", folder);
});
afterEach(() => void vi.unstubAllEnvs());

test("the latest run is the one that ended, or began, last, whatever it is called", () => {
  makeRun("tour", 100, 900);
  makeRun("2026-01-01T00-00-00-rooms-lsb", 200, 950);
  makeRun("zoo", 300, 400);
  makeRun("begun", 990, null);
  makeRun("earlier", 980, null);
  writeFileSync(join(folder, "runs/tour.onnx"), "");
  expect(latestRun("ended")).toBe(join(folder, "runs/2026-01-01T00-00-00-rooms-lsb"));
  expect(latestRun("begun")).toBe(join(folder, "runs/begun"));
});

test("runs of one moment go by their names", () => {
  makeRun("a", 1, 5);
  makeRun("b", 1, 5);
  expect(latestRun("ended")).toBe(join(folder, "runs/b"));
});
