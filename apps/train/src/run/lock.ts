import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { ConfigError } from "../config/config-error.ts";
import { WriteError } from "./write-error.ts";

/** Who holds a lock: enough to tell a process that lives from one that had its number before. */
interface Holder {
  readonly host: string;
  readonly pid: number;
  /** When the process began, where the system tells; else empty. */
  readonly began: string;
}

/** Keeps a run folder to one process; held until released, or until the process is gone. */
export class Lock {
  readonly #path: string;

  /**
   * Takes a lock, from a process that has died too.
   *
   * @param path of the file that stands for it
   * @throws {ConfigError} if a living process holds it, or one on another machine, of which nothing is known here.
   * @throws {WriteError} if it cannot be written.
   */
  constructor(path: string) {
    this.#path = path;
    while (!create(path, JSON.stringify(self()))) {
      const holder = readHolder(path);
      if (holder && isAlive(holder)) throw taken(path, holder);
      setAside(path, holder);
    }
  }

  release(): void {
    rmSync(this.#path, { force: true });
  }
}

/** The process that holds a lock, or null if none does. */
export function lockedBy(path: string): number | null {
  const holder = readHolder(path);
  return holder && isAlive(holder) ? holder.pid : null;
}

const taken = (path: string, { host, pid }: Holder) =>
  new ConfigError(
    host === hostname()
      ? `${path}: expected a run that no process works on; got one that process ${pid} works on. Stop it first`
      : `${path}: expected a run that no process works on; got one that process ${pid} of ${host} works on. ` +
          "If it has ended, delete this file",
  );

/** Makes a file that is not there yet: it appears with its content, and of two processes at once one succeeds. */
function create(path: string, content: string): boolean {
  const whole = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(whole, content);
    return link(whole, path);
  } catch (error) {
    if (!linkless.has(String((error as NodeJS.ErrnoException).code))) throw new WriteError(path, error);
    // Here another process may find the file empty for a moment.
    return succeeds("EEXIST", () => writeFileSync(path, content, { flag: "wx" }));
  } finally {
    rmSync(whole, { force: true });
  }
}

/** What file systems say that know no links. */
const linkless = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

const link = (from: string, to: string): boolean => succeeds("EEXIST", () => linkSync(from, to));

/** False where an action fails by the expected code. */
function succeeds(expected: string, action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === expected) return false;
    throw error;
  }
}

/** Removes a dead process's lock, but not one that another process has put in its place in the meantime. */
function setAside(path: string, dead: Holder | null): void {
  const aside = `${path}.${process.pid}.old.tmp`;
  if (!succeeds("ENOENT", () => renameSync(path, aside))) return;
  const moved = readHolder(aside);
  if (moved && moved.pid !== dead?.pid && isAlive(moved)) link(aside, path);
  rmSync(aside, { force: true });
}

function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return null;
  }
}

const self = (): Holder => ({ host: hostname(), pid: process.pid, began: beginning(process.pid) });

function isAlive({ host, pid, began }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of another user lives as well.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return began === beginning(pid);
}

/** Boot and moment that a process began in, by Linux's /proc; empty elsewhere, and for one that has ended. */
function beginning(pid: number): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    // Behind the name, which may hold blanks and brackets: first the state, and as the 20th the start.
    const [, text = ""] = /.*\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    const fields = text.split(" ");
    const ended = fields[0] === "Z" || fields[0] === "X";
    return ended ? "" : `${boot} ${fields[19]}`;
  } catch {
    return "";
  }
}
