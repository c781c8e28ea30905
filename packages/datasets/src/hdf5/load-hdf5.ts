import type { File, ready } from "h5wasm";

/** The HDF5 library, compiled to WebAssembly. */
export type Hdf5Module = Awaited<typeof ready>;

/** HDF5 is 4 MB of code: it is loaded when the first file of its kind is opened. */
export async function loadHdf5(): Promise<{ readonly File: typeof File; readonly module: Hdf5Module }> {
  const hdf5 = await import("h5wasm");
  return { File: hdf5.File, module: await hdf5.ready };
}

/**
 * Runs something, and keeps what HDF5 says meanwhile on its error output, some twenty lines for a failure, from being
 * printed.
 *
 * @param run is handed a function that tells what was said so far
 */
export function listening<T>({ FS }: Hdf5Module, run: (said: () => string) => T): T {
  const errorOutput: object = Reflect.get(FS, "streams")[2];
  const printing: unknown = Reflect.get(errorOutput, "stream_ops");
  let said = "";
  const write = (_: unknown, bytes: Uint8Array, offset: number, length: number) => {
    said += new TextDecoder().decode(bytes.subarray(offset, offset + length));
    return length;
  };
  Object.assign(errorOutput, { stream_ops: { write } });
  try {
    return run(() => said);
  } finally {
    Object.assign(errorOutput, { stream_ops: printing });
  }
}
