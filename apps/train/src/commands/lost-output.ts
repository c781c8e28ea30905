import { signalCodes } from "./interruption.ts";

/**
 * Takes an output that nobody reads any more, as behind `head` or in a terminal that was closed, for the signal that says
 * so elsewhere: what can stop well does, and all else ends at once. Node ignores that signal itself.
 */
export function heedLostOutput(): void {
  process.stdout.on("error", () => {
    if (process.listenerCount("SIGPIPE") > 0) process.emit("SIGPIPE", "SIGPIPE");
    else process.exit(signalCodes.SIGPIPE);
  });
  // Where even this goes nowhere, the exit code tells.
  process.stderr.on("error", () => {});
}
