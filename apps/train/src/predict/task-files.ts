import { join } from "node:path";
import type { Size, TaskInfo } from "@equipoise/datasets";
import { predictedTarget } from "../pictures/predicted-target.ts";
import { makeFolder } from "../run/make-folder.ts";
import { writeWhole } from "../run/write-whole.ts";
import { arrayRow } from "./array-row.ts";
import { encodeMap } from "./encode-map.ts";
import { type MapFormat, mapFormat, type Stored } from "./map-format.ts";
import { NpyRows } from "./npy-rows.ts";

/** The files of one task for one image, `<folder>/<task>/<name>.png` and `.npy`, filled row by row. */
export class TaskFiles {
  readonly #task: TaskInfo;
  readonly #path: string;
  readonly #size: Size;
  readonly #format: MapFormat | null;
  readonly #data: Stored;
  readonly #array: NpyRows | null;
  #beyond = 0;

  constructor(folder: string, name: string, task: TaskInfo, size: Size, arrays: boolean) {
    makeFolder(join(folder, task.name));
    this.#task = task;
    this.#path = join(folder, task.name, name);
    this.#size = size;
    this.#format = mapFormat(task);
    const { bits = 8, channels = 0 } = this.#format ?? {};
    const numbers = channels * size.width * size.height;
    this.#data = bits === 8 ? new Uint8Array(numbers) : new Uint16Array(numbers);
    this.#array = arrays || !this.#format ? new NpyRows(`${this.#path}.npy`, size, task.channels) : null;
  }

  /** @param output `[C, W]` */
  add(y: number, output: Float32Array): void {
    const { width } = this.#size;
    const target = predictedTarget(this.#task.kind, output, width);
    if (this.#format)
      this.#beyond += this.#format.store(target, this.#data, y * width * this.#format.channels);
    this.#array?.add(arrayRow(output, target));
  }

  /** Writes what has gathered. @returns what a person should know of it */
  async close(): Promise<string | null> {
    this.#array?.close();
    if (this.#format) writeWhole(`${this.#path}.png`, await encodeMap(this.#data, this.#size, this.#format));
    return this.#beyond > 0
      ? `${this.#task.name}: ${this.#beyond} pixels beyond 65.535 m are stored as that`
      : null;
  }

  /** Leaves nothing behind of what is not whole. */
  abandon(): void {
    this.#array?.abandon();
  }
}
