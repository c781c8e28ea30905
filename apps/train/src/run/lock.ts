import { closeSync, openSync, readdirSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { ConfigError } from "../config/config-error.ts";
import { beginning, lives } from "./process-life.ts";
import { WriteError } from "./write-error.ts";

/** Who claims a lock: enough to tell a process that lives from one that had its number before. */
interface Claimant {
  readonly host: string;
  readonly pid: number;
  /** When the process began, where the system tells; else empty. */
  readonly began: string;
}

/** Times that a process claims a lock that another one claims too: both may have come at once. */
const tries = 8;

/**
 * Keeps a run folder to one process; held until released, or until the process is gone.
 *
 * Each process that wants it makes a file of its own, `<lock>.<host>.<pid>.<beginning>`, and then looks for those of
 * others: of two at once at least one sees the other, and takes its own back. Nobody ever removes the file of a process
 * that lives, and no name comes twice, so that nothing depends on who is when where.
 */
export class Lock {
  readonly #claim: string;

  /**
   * Takes a lock, from a process that has died too.
   *
   * @param path that the names of its files begin with
   * @throws {ConfigError} if a living process holds it, or one on another machine, of which nothing is known here.
   * @throws {WriteError} if it cannot be written.
   */
  constructor(path: string) {
    const own = { host: hostname(), pid: process.pid, began: beginning(process.pid) ?? "" };
    this.#claim = claimOf(path, own);
    for (let left = tries; ; left--) {
      if (!create(this.#claim)) throw taken(this.#claim, own);
      const rival = rivalOf(path, this.#claim);
      if (rival === undefined) return;
      this.release();
      if (left === 1) throw taken(...rival);
      pause(5 + 20 * Math.random());
    }
  }

  release(): void {
    rmSync(this.#claim, { force: true });
  }
}

/** The process that holds a lock, or null if none does. */
export const lockedBy = (path: string): number | null =>
  claims(path).find(([, claimant]) => isAlive(claimant))?.[1].pid ?? null;

/** Whether a file is that of a lock at this path. */
export const isClaim = (path: string, file: string): boolean =>
  claims(path).some(([claim]) => claim === file);

const isAlive = ({ host, pid, began }: Claimant): boolean => host !== hostname() || lives(pid, began);

const taken = (claim: string, { host, pid }: Claimant) =>
  new ConfigError(
    host === hostname()
      ? `${dirname(claim)}: expected a run that no process works on; got one that process ${pid} works on. Stop it first`
      : `${claim}: expected a run that no process works on; got one that process ${pid} of ${host} works on. ` +
          "If it has ended, delete this file",
  );

/** The claim of another process that lives; those of dead ones are removed. */
function rivalOf(path: string, own: string): [string, Claimant] | undefined {
  const others = claims(path).filter(([claim]) => claim !== own);
  for (const [claim, claimant] of others) if (!isAlive(claimant)) rmSync(claim, { force: true });
  return others.find(([, claimant]) => isAlive(claimant));
}

const claimOf = (path: string, { host, pid, began }: Claimant): string =>
  `${path}.${encodeURIComponent(host).replaceAll(".", "%2E")}.${pid}.${began}`;

function claims(path: string): [string, Claimant][] {
  const start = `${basename(path)}.`;
  return namesIn(dirname(path)).flatMap((name) => {
    const [, host, pid, began] = /^([^.]+)\.(\d+)\.([^.]*)$/.exec(name.slice(start.length)) ?? [];
    if (!name.startsWith(start) || host === undefined) return [];
    return [[join(dirname(path), name), { host: decodeURIComponent(host), pid: Number(pid), began: began! }]];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Makes a file. @returns false if it was there, made by this process */
function create(path: string): boolean {
  try {
    closeSync(openSync(path, "wx"));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw new WriteError(path, error);
  }
}

const pause = (milliseconds: number) =>
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
