import type { TaskInfo } from "../../dataset.ts";
import type { Size, Target } from "../../sample.ts";
import type { WantedSize } from "../expect-size.ts";
import type { FileFormat } from "../formats.ts";

/** Numbers as they are kept, planar: as stored where they are small, else as they will be handed out. */
export type Kept = Uint8Array | Uint16Array | Float32Array;

/** A map as it is kept. */
interface KeptMap extends Size {
  readonly data: Kept;
}

/** Where a task's files are; see the manifest. */
export interface TaskFiles {
  readonly folder: string;
  readonly format: FileFormat;
  readonly optional: boolean;
}

/** A task that is read from files: how a file becomes kept numbers, and those a target. */
export interface FileTask {
  readonly info: TaskInfo;
  readonly files: TaskFiles;
  /**
   * Decodes and checks one file, of the size asked for if there is one.
   *
   * @throws {DataError} naming the file, if it is not what the manifest says.
   */
  decode(file: string, bytes: Uint8Array, wanted: WantedSize | undefined): Promise<KeptMap>;
  /** Values and mask, in arrays of their own, from kept numbers of any size. */
  target(kept: Kept): Target;
}
