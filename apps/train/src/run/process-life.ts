import { readFileSync } from "node:fs";

/** Whether a process lives that has this number and this beginning; an empty one is not known, and counts for any. */
export function lives(pid: number, began: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of another user lives as well.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = beginning(pid);
  return now !== null && (now === "" || began === "" || now === began);
}

/** Boot and moment that a process began in, by Linux's /proc; empty where it cannot be read, null of one that has ended. */
export function beginning(pid: number): string | null {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    // Behind the name, which may hold blanks and brackets: first the state, and as the 20th the start.
    const [, text = ""] = /.*\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    const fields = text.split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? null : `${boot}-${fields[19]}`;
  } catch {
    return "";
  }
}
