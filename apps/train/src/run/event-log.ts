import { closeSync, openSync, writeSync } from "node:fs";
import type { RunEvent } from "../events.ts";

/** Appends events to a run's log, each one line, written before `add` returns. */
export class EventLog {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, "ax");
  }

  /** @throws {TypeError} if a number is not finite, which JSON cannot hold. */
  add(event: RunEvent): void {
    const line = JSON.stringify(event, (key, value: unknown) => {
      if (typeof value === "number" && !Number.isFinite(value))
        throw new TypeError(`event ${event.event}: expected finite numbers; got ${key} ${value}`);
      return value;
    });
    writeSync(this.#file, `${line}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}
