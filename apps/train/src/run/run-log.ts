import { existsSync } from "node:fs";
import type { RunEvent } from "../events.ts";
import type { Picture } from "../pictures/index.ts";
import { TensorBoardLog } from "../tensorboard/index.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { EventLog } from "./event-log.ts";
import type { RunFolder } from "./run-folder.ts";

/** Everything that is written down of a run while it goes on. */
export class RunLog {
  /** Since the run's beginning, those before an interruption too. */
  readonly events: RunEvent[];
  readonly #log: EventLog;
  readonly #board: TensorBoardLog;

  /**
   * @param from where the run goes on: what was written after it is no part of it any more
   * @throws {ConfigError} if less was written than the checkpoint stands on.
   */
  constructor(folder: RunFolder, from: Checkpoint | null) {
    const begun = existsSync(folder.events);
    this.#log = new EventLog(folder.events, from?.logBytes);
    this.events = this.#log.events();
    // Without a checkpoint nothing counts of what was written before, step 0 included.
    this.#board = new TensorBoardLog(folder.path, { after: from?.position.step ?? (begun ? -1 : undefined) });
  }

  /** @throws {WriteError} if there is no room for it. */
  add(event: RunEvent): void {
    this.events.push(event);
    this.#log.add(event);
    this.#board.add(event);
  }

  addImage(step: number, tag: string, picture: Picture): void {
    this.#board.addImage(step, tag, picture);
  }

  /** Sees to it that all events are on the disk. @returns the bytes of the log */
  sync(): number {
    return this.#log.sync();
  }

  close(): void {
    this.#log.close();
    this.#board.close();
  }
}
