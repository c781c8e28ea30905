import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { WriteError } from "../run/write-error.ts";

/**
 * A file of numpy's, `float32` in C order, written row by row: `[H, W]` for one channel, else `[H, W, C]`. It is there
 * whole once it is closed, and not at all before. What cannot be written is a `WriteError`, and leaves nothing behind.
 */
export class NpyRows {
  readonly #path: string;
  readonly #temporary: string;
  #file: number | null = null;
  readonly #row: Float32Array;
  readonly #channels: number;

  constructor(
    path: string,
    { width, height }: { readonly width: number; readonly height: number },
    channels: number,
  ) {
    this.#path = path;
    this.#temporary = `${path}.${process.pid}.tmp`;
    this.#channels = channels;
    this.#row = new Float32Array(width * channels);
    this.#file = this.#writing(() => openSync(this.#temporary, "w"));
    this.#write(header(channels === 1 ? [height, width] : [height, width, channels]));
  }

  /** @param row `[C, W]` */
  add(row: Float32Array): void {
    const width = row.length / this.#channels;
    for (let c = 0; c < this.#channels; c++)
      for (let x = 0; x < width; x++) this.#row[x * this.#channels + c] = row[c * width + x]!;
    this.#write(new Uint8Array(this.#row.buffer));
  }

  close(): void {
    this.#writing(() => {
      if (this.#end()) renameSync(this.#temporary, this.#path);
    });
  }

  /** Leaves nothing behind, unless it was closed before. */
  abandon(): void {
    if (this.#end()) rmSync(this.#temporary, { force: true });
  }

  #write(bytes: Uint8Array): void {
    const file = this.#file;
    if (file === null) throw new TypeError("expected an open file; got one that was closed");
    // A disk that fills takes a part of it, and says so at the next.
    this.#writing(() => {
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    });
  }

  #writing<T>(body: () => T): T {
    try {
      return body();
    } catch (error) {
      this.#end();
      rmSync(this.#temporary, { force: true });
      throw new WriteError(this.#path, error);
    }
  }

  /** @returns whether the file was open */
  #end(): boolean {
    const file = this.#file;
    this.#file = null;
    if (file !== null) closeSync(file);
    return file !== null;
  }
}

/** @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, version 1.0 */
function header(shape: readonly number[]): Uint8Array {
  const said = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(", ")}), }`;
  // Ten bytes before it, and the data begin at a multiple of 64.
  const padded = `${said.padEnd(Math.ceil((said.length + 11) / 64) * 64 - 11)}\n`;
  const length = Uint8Array.of(padded.length & 255, padded.length >> 8);
  return Buffer.concat([Buffer.from("\x93NUMPY\x01\x00", "latin1"), length, Buffer.from(padded, "latin1")]);
}
