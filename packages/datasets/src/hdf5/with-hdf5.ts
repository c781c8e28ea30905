import { DataError } from "../data-error.ts";
import { unreadable } from "../folder/read-file.ts";
import { type Hdf5File, hdf5File } from "./hdf5-file.ts";
import { type Hdf5Module, listening, loadHdf5 } from "./load-hdf5.ts";
import { type MountedFile, mountFile } from "./mount-file.ts";

/**
 * Reads from an HDF5 file, such as those of MATLAB 7.3; of the file no more is read than is asked for.
 *
 * @throws {DataError} if the file cannot be read, or what is read of it is damaged.
 */
export async function withHdf5<T>(file: string, read: (hdf5: Hdf5File) => T): Promise<T> {
  const { File, module } = await loadHdf5();
  const mounted = mount(module, file);
  try {
    return listening(module, (said) => {
      const opened = new File(mounted.path, "r");
      if (opened.file_id < 0n) throw damaged(file, said());
      try {
        return read(hdf5File(module, opened.file_id, file));
      } catch (error) {
        // What would stop a program stops WebAssembly with an error of its own: that too is a damaged file.
        throw error instanceof DataError ? error : damaged(file, `${error}\n${said()}`);
      } finally {
        opened.close();
      }
    });
  } finally {
    mounted.unmount();
  }
}

function mount(module: Hdf5Module, file: string): MountedFile {
  try {
    return mountFile(module, file);
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    throw unreadable(file, "a file", cause, "put the file there, and allow it to be read");
  }
}

function damaged(file: string, said: string): DataError {
  const details = {
    expected: "a whole HDF5 file, as MATLAB 7.3 writes",
    got: "a truncated or damaged one, or one of another kind",
    cure: "copy or download the file again",
  };
  return new DataError(file, details, { cause: new Error(said) });
}
