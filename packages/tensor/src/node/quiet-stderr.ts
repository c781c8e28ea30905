import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/**
 * Runs `body` while nothing written to the error output shows. Vulkan's loader and Dawn print, past Node, a page of
 * warnings where a driver is missing or a limit is lowered; what matters of it becomes an error of ours.
 *
 * `EQUIPOISE_DEBUG=1` shows them. So does an error output that cannot be opened a second time, such as a socket or
 * a file that is not appended to, and a system other than Linux.
 */
export async function quietStderr<T>(body: () => Promise<T>): Promise<T> {
  const restore = process.env["EQUIPOISE_DEBUG"] ? null : silence();
  try {
    return await body();
  } finally {
    restore?.();
  }
}

const STDERR = 2;

/** Node has no dup2: the descriptor is closed, and the next file to be opened takes the lowest number that is free. */
function silence(): (() => void) | null {
  if (process.platform !== "linux" || hasPlaceOfItsOwn(STDERR)) return null;
  let original: number;
  try {
    original = openSync(`/proc/self/fd/${STDERR}`, "a");
  } catch {
    return null;
  }
  replaceStderr("/dev/null");
  return () => {
    replaceStderr(`/proc/self/fd/${original}`);
    closeSync(original);
  };
}

/**
 * Whether a descriptor is a file that is written at a place kept with the descriptor, not at its end. Who inherits it
 * shares the place; opened a second time the file has another, and a shell's next line would cover ours.
 */
function hasPlaceOfItsOwn(descriptor: number): boolean {
  if (!fstatSync(descriptor).isFile()) return false;
  const [, flags = "0"] =
    /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, "utf8")) ?? [];
  return (Number.parseInt(flags, 8) & constants.O_APPEND) === 0;
}

function replaceStderr(path: string): void {
  closeSync(STDERR);
  const opened = openSync(path, "a");
  if (opened !== STDERR) closeSync(opened);
}
