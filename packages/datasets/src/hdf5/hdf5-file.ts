import { DataError } from "../data-error.ts";
import type { Hdf5Module } from "./load-hdf5.ts";

/** The types of numbers that are read, and the arrays they are read into. */
interface Hdf5Arrays {
  readonly uint8: Uint8Array;
  readonly uint16: Uint16Array;
  readonly float32: Float32Array;
}

type Hdf5Type = keyof Hdf5Arrays;

/** An open HDF5 file, as far as data sets need it; every call is an error where the file is damaged. */
export interface Hdf5File {
  /** The names of what lies in a group. */
  names(group: string): readonly string[];
  /** The lengths of the axes of a variable of numbers, outermost first. */
  shape(variable: string, type: Hdf5Type): readonly number[];
  /** Numbers of a variable, from `start` on and `count` of them along each axis. */
  read<T extends Hdf5Type>(
    variable: string,
    type: T,
    start: readonly number[],
    count: readonly number[],
  ): Hdf5Arrays[T];
  /** The paths of what a variable of references refers to, all of it in a group. */
  references(variable: string, group: string): readonly string[];
}

const arrays: { readonly [T in Hdf5Type]: new (bytes: ArrayBuffer) => Hdf5Arrays[T] } = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  float32: Float32Array,
};

/** Bytes that are read at once, and of the pieces that a variable is stored in: a header that says more is refused. */
const mostBytes = 64 * 2 ** 20;

/** The file that a module of HDF5 has opened under an id. */
export function hdf5File(module: Hdf5Module, id: bigint, file: string): Hdf5File {
  const names = (group: string) => module.get_names(id, group, false);
  const describe = (variable: string, expected: string) => {
    const [group, name] = [parentOf(variable), variable.slice(variable.lastIndexOf("/") + 1)];
    if (!names(group).includes(name))
      throw new DataError(file, {
        expected: `a variable ${variable}`,
        got: "none of that name",
        cure: "take the original file, which has it",
      });
    const metadata = module.get_dataset_metadata(id, variable);
    const stored = typeOf(module, metadata);
    if (stored !== expected || metadata.shape === null)
      throw new DataError(file, {
        position: variable,
        expected: `values of type ${expected}`,
        got: stored,
        cure: "take the original file, or save the variable in that type",
      });
    expectBytes(file, variable, metadata.size, metadata.chunks ?? []);
    return { shape: metadata.shape, size: metadata.size };
  };
  const bytes = (variable: string, size: number, start: readonly number[], count: readonly number[]) => {
    const length = expectBytes(file, variable, size, count);
    const memory = module._malloc(length);
    if (memory === 0) throw new Error(`no memory for ${length} bytes`);
    try {
      const [counts, starts, steps] = [count.map(BigInt), start.map(BigInt), count.map(() => 1n)];
      const status = module.get_dataset_data(id, variable, counts, starts, steps, BigInt(memory));
      // Else the bytes would be what happened to lie in that memory.
      if (status < 0) throw new Error(`${variable} cannot be read`);
      return module.HEAPU8.slice(memory, memory + length);
    } finally {
      module._free(memory);
    }
  };
  return {
    names,
    shape: (variable, type) => describe(variable, type).shape,
    read: (variable, type, start, count) =>
      new arrays[type](bytes(variable, describe(variable, type).size, start, count).buffer),
    references(variable, group) {
      const { shape, size } = describe(variable, "reference");
      const origin = shape.map(() => 0);
      const all = bytes(variable, size, origin, shape);
      // HDF5 itself would look through the whole group for each reference.
      const paths = names(group).map((name) => `${group}/${name}`);
      const members = new Map(paths.map((path) => [module.create_object_reference(id, path).join(), path]));
      return Array.from({ length: all.length / size }, (_, i) => {
        const path = members.get(all.slice(i * size, (i + 1) * size).join());
        if (path === undefined) throw new Error(`${variable} refers to nothing in ${group}`);
        return path;
      });
    },
  };
}

/** The group that a path lies in; the root's is the empty path. */
const parentOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf("/"), 0)) || "/";

type Metadata = ReturnType<Hdf5Module["get_dataset_metadata"]>;

function typeOf({ H5T_class_t }: Hdf5Module, { type, size, signed }: Metadata): string {
  if (type === H5T_class_t.H5T_INTEGER.value) return `${signed ? "int" : "uint"}${8 * size}`;
  if (type === H5T_class_t.H5T_FLOAT.value) return `float${8 * size}`;
  return type === H5T_class_t.H5T_REFERENCE.value ? "reference" : "another kind";
}

function expectBytes(file: string, position: string, size: number, count: readonly number[]): number {
  const bytes = count.reduce((product, length) => product * length, size);
  if (bytes <= mostBytes) return bytes;
  throw new DataError(file, {
    position,
    expected: `pieces of at most ${mostBytes} bytes`,
    got: `${count.join("x")} values of ${size} bytes`,
    cure: "take the original file, or save it in smaller chunks",
  });
}
