import type { TaskInfo } from "../../dataset.ts";
import type { Size, Target } from "../../sample.ts";

/** Pixels as stored: one or three planes of whole numbers, `[planes, H, W]`. */
export type Stored = Uint8Array | Uint16Array;

/** A task that is read from files: how a file becomes stored pixels, and those a target. */
export interface FileTask {
  readonly info: TaskInfo;
  readonly folder: string;
  readonly planes: 1 | 3;
  /**
   * Decodes and checks one file of the given size.
   *
   * @throws {DataError} naming the file, if it is not what the manifest says.
   */
  decode(file: string, bytes: Uint8Array, size: Size): Stored;
  /** Units and masks, from stored pixels of any size. */
  target(stored: Stored): Target;
}
