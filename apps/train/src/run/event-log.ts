import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { ConfigError } from "../config/config-error.ts";
import type { RunEvent } from "../events.ts";
import { parseEvents } from "../report/index.ts";
import { WriteError } from "./write-error.ts";

/** The events of a log; a last line that a killed process has not finished is none. @throws {DataError} naming a wrong line. */
export const readEvents = (path: string): RunEvent[] => parseEvents(readFileSync(path, "utf8"), path);

/** Appends events to a run's log, each one line, written before `add` returns. */
export class EventLog {
  readonly #path: string;
  readonly #file: number;
  #bytes: number;

  /**
   * Opens a log, new or old, to go on from a place in it: what lies behind is cut off.
   *
   * @param bytes of the log that stay
   * @throws {ConfigError} if the log is shorter than that, or a line does not end there.
   * @throws {WriteError} if it cannot be written.
   */
  constructor(path: string, bytes = 0) {
    const log = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    const ends = bytes === 0 || log[bytes - 1] === "\n".charCodeAt(0);
    if (log.length < bytes || !ends)
      throw new ConfigError(
        `${path}: expected the ${bytes} bytes that the checkpoint stands on; got ` +
          `${log.length < bytes ? log.length : "others"}. The log was changed: start the run again`,
      );
    this.#path = path;
    this.#bytes = bytes;
    try {
      this.#file = openSync(path, log.length > 0 ? "r+" : "w");
      ftruncateSync(this.#file, bytes);
    } catch (error) {
      throw new WriteError(path, error);
    }
  }

  /** The events that the log holds. */
  events(): RunEvent[] {
    return readEvents(this.#path);
  }

  /**
   * @throws {TypeError} if a number is not finite, which JSON cannot hold.
   * @throws {WriteError} if there is no room for it; the log is as it was then.
   */
  add(event: RunEvent): void {
    const line = JSON.stringify(event, (key, value: unknown) => {
      if (typeof value === "number" && !Number.isFinite(value))
        throw new TypeError(`event ${event.event}: expected finite numbers; got ${key} ${value}`);
      return value;
    });
    const bytes = Buffer.from(`${line}\n`);
    try {
      // A disk that is nearly full takes a part.
      for (let at = 0; at < bytes.length; )
        at += writeSync(this.#file, bytes, at, bytes.length - at, this.#bytes + at);
    } catch (error) {
      ftruncateSync(this.#file, this.#bytes);
      throw new WriteError(this.#path, error);
    }
    this.#bytes += bytes.length;
  }

  /** Sees to it that all events are on the disk. @returns the bytes of the log */
  sync(): number {
    try {
      fsyncSync(this.#file);
    } catch (error) {
      throw new WriteError(this.#path, error);
    }
    return this.#bytes;
  }

  close(): void {
    closeSync(this.#file);
  }
}
