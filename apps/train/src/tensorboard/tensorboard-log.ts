import { closeSync, openSync, readdirSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { RunEvent } from "../events.ts";
import type { Picture } from "../pictures/index.ts";
import { WriteError } from "../run/write-error.ts";
import { type EventContent, eventMessage } from "./event-message.ts";
import { tfRecord } from "./record.ts";
import { scalarsOf } from "./scalars.ts";

export interface TensorBoardOptions {
  /** The last step that counts of what earlier files in the folder say, where a run goes on. */
  readonly after?: number | undefined;
  /** Milliseconds since 1970; default the clock. */
  readonly now?: () => number;
}

const PREFIX = "events.out.tfevents.";

/**
 * Writes a run's events for TensorBoard, which reads all such files of a folder as one run: each process has a file of
 * its own, and one that goes on with a run says from where.
 */
export class TensorBoardLog {
  readonly #path: string;
  readonly #file: number;
  readonly #now: () => number;

  constructor(folder: string, { after, now = Date.now }: TensorBoardOptions = {}) {
    this.#now = now;
    const time = (now() / 1000).toFixed(3);
    this.#path = join(folder, `${PREFIX}${time}.${process.pid}.equipoise`);
    try {
      this.#file = openSync(this.#path, "ax");
    } catch (error) {
      throw new WriteError(this.#path, error);
    }
    this.#write(0, { fileVersion: "brain.Event:2" });
    if (after !== undefined) this.#write(after + 1, { restart: true });
  }

  /** Adds the numbers of an event; written before `add` returns. */
  add(event: RunEvent): void {
    const { step, scalars } = scalarsOf(event) ?? { step: 0, scalars: {} };
    if (Object.keys(scalars).length > 0) this.#write(step, { scalars });
  }

  /** Adds a picture of a step. */
  addImage(step: number, tag: string, { jpeg, width, height }: Picture): void {
    this.#write(step, { image: { tag, width, height, bytes: jpeg } });
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(step: number, content: EventContent): void {
    try {
      writeSync(this.#file, tfRecord(eventMessage(this.#now() / 1000, step, content)));
    } catch (error) {
      throw new WriteError(this.#path, error);
    }
  }
}

/** Removes what runs have written into a folder for TensorBoard. */
export function removeTensorBoardLogs(folder: string): void {
  for (const name of readdirSync(folder)) if (name.startsWith(PREFIX)) rmSync(join(folder, name));
}
