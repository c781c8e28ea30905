import { CommanderError } from "commander";

/**
 * Prints what went wrong in one line, and gives the process its exit code: 2 for a command that cannot be worked
 * with, 1 for devices and measurements that fail.
 */
export function exitCode(error: unknown): number {
  // Commander has printed its own message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`error: ${message.split("\n", 1)[0]}\n`);
  if (process.env["EQUIPOISE_DEBUG"]) process.stderr.write(`${stack}\n`);
  return name === "UsageError" ? 2 : 1;
}
