import { closeSync, openSync, readSync, statSync } from "node:fs";
import { expectRegular } from "../folder/read-file.ts";
import type { Hdf5Module } from "./load-hdf5.ts";

/** A file that HDF5 sees, and nothing else of the disk with it. */
export interface MountedFile {
  /** Its name for HDF5. */
  readonly path: string;
  unmount(): void;
}

let mounted = 0;

/**
 * Shows HDF5 a file of the disk, read as it asks for it: a file of gigabytes takes no memory, and links and external
 * storage inside it lead nowhere, as HDF5's file system holds that one file alone.
 *
 * @throws {DataError} if it is no file.
 */
export function mountFile({ FS }: Hdf5Module, file: string): MountedFile {
  const found = statSync(file);
  expectRegular(file, found);
  const { size } = found;
  const handle = openSync(file, "r");
  const path = `/mounted-${mounted++}`;
  FS.writeFile(path, new Uint8Array(0));
  const { node } = FS.lookupPath(path, {});
  const time = new Date(0);
  const stat = { dev: 1, ino: mounted, nlink: 1, uid: 0, gid: 0, rdev: 0, blksize: 4096 };
  const times = { atime: time, mtime: time, ctime: time };
  Object.assign(node, {
    node_ops: {
      getattr: ({ mode }: Node) => ({ ...stat, ...times, mode, size, blocks: Math.ceil(size / 512) }),
    },
    stream_ops: {
      read: (_: Stream, into: Uint8Array, offset: number, length: number, position: number) =>
        readSync(handle, into, offset, length, position),
      llseek: ({ position }: Stream, offset: number, whence: number) =>
        offset + (whence === fromHere ? position : whence === fromEnd ? size : 0),
    },
  });
  return {
    path,
    unmount() {
      FS.unlink(path);
      closeSync(handle);
    },
  };
}

// What Emscripten hands to the operations of a file, as far as they look at it.
interface Node {
  readonly mode: number;
}
interface Stream {
  readonly position: number;
}
const [fromHere, fromEnd] = [1, 2];
