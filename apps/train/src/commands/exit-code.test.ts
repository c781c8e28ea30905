import { DataError } from "@equipoise/datasets";
import { LossError } from "@equipoise/lsb";
import { DeviceError } from "@equipoise/tensor";
import { afterEach, expect, test, vi } from "vitest";
import { ConfigError } from "../config/config-error.ts";
import { WriteError } from "../run/write-error.ts";
import { TrainingError } from "../training/training-error.ts";
import { exitCode } from "./exit-code.ts";
import { Interruption } from "./interruption.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

test.each([
  [1, "error: folder: expected a; got b\n", new DataError("folder", { expected: "a", got: "b" })],
  [1, "error: x is not a function\n", new TypeError("x is not a function\nat the second line")],
  [2, "error: a\n", new ConfigError("a")],
  [3, "error: a\n", new TrainingError("a")],
  [3, "error: a: expected b; got c 1. d.\n", new LossError("a", "b", { c: 1 }, "d")],
  [4, "error: a\n", new DeviceError("a", "lost")],
  [5, "error: a\n", new DeviceError("a", "out-of-memory")],
  [
    6,
    "error: p: expected to write it whole; got a failure of the disk\n",
    new WriteError("p", { code: "EIO" }),
  ],
  [143, "stopped\n", new Interruption("SIGTERM", "stopped")],
] as const)("exits %i and says %j", (code, line, error) => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  expect(exitCode(error)).toBe(code);
  expect(write.mock.calls).toEqual([[line]]);
});
