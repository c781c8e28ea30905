import { DeviceError } from "@equipoise/tensor";
import { CommanderError } from "commander";
import { Interruption } from "./interruption.ts";

/** What a process that failed ends with, by the name of the error; anything else, data that cannot be used too, is 1. */
const codes: Readonly<Record<string, number>> = {
  ConfigError: 2,
  TrainingError: 3,
  LossError: 3,
  DeviceError: 4,
  WriteError: 6,
};

const outOfMemory = 5;

/** Prints what went wrong in one line, and gives the process its exit code. */
export function exitCode(error: unknown): number {
  // Commander has printed its own message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Interruption) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
  process.stderr.write(`error: ${message.split("\n", 1)[0]}\n`);
  if (process.env["EQUIPOISE_DEBUG"]) process.stderr.write(`${error instanceof Error ? error.stack : ""}\n`);
  if (error instanceof DeviceError && error.reason === "out-of-memory") return outOfMemory;
  return codes[name] ?? 1;
}
