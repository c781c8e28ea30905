import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../config/config-error.ts";
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "./checkpoint.ts";
import { makeFolder } from "./make-folder.ts";
import { writeWhole } from "./write-whole.ts";

/** The checkpoints of a run: the last two, so that one is left if the other turns out to be damaged. */
export class CheckpointFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** @throws {WriteError} if there is no room for it; those before are kept then. */
  save(checkpoint: Checkpoint): void {
    makeFolder(this.path);
    const name = `step-${String(checkpoint.position.step).padStart(8, "0")}.safetensors`;
    writeWhole(join(this.path, name), encodeCheckpoint(checkpoint));
    for (const old of this.#names().slice(0, -kept)) rmSync(join(this.path, old));
  }

  /**
   * The latest one that is whole, or null if there is none.
   *
   * @param onDamaged told of every later one that is not
   * @throws {ConfigError} if another version of the program wrote it.
   */
  latest(onDamaged: (message: string) => void): Checkpoint | null {
    if (!existsSync(this.path)) return null;
    for (const name of this.#names().reverse()) {
      const path = join(this.path, name);
      try {
        return decodeCheckpoint(readFileSync(path));
      } catch (error) {
        // It is whole: to begin anew would throw it away.
        if (error instanceof ConfigError) throw error;
        onDamaged(`${path}: ${error instanceof Error ? error.message : error}`);
      }
    }
    return null;
  }

  /** In order of their steps. */
  #names(): string[] {
    return readdirSync(this.path)
      .filter((name) => /^step-\d+\.safetensors$/.test(name))
      .sort((a, b) => stepOf(a) - stepOf(b));
  }
}

const kept = 2;

const stepOf = (name: string): number => Number(/\d+/.exec(name)![0]);
