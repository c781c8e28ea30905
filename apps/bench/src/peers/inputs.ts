import { join } from "node:path";
import type { Arrays } from "./difference.ts";
import { type ArrayFile, valuesOf, writeArray } from "./host-array.ts";
import type { Work } from "./works.ts";

const SEED = 1;

/** The inputs of a work, and the files that they are in. */
export interface MadeInputs {
  readonly folder: string;
  readonly arrays: Arrays;
  readonly files: Readonly<Record<string, ArrayFile>>;
}

/** Makes the inputs of a work and puts them into files of a folder; the same ones every time. */
export function makeInputs({ inputs }: Work, folder: string): MadeInputs {
  const arrays = Object.entries(inputs).map(([name, input], i) => [name, valuesOf(input, SEED + i)] as const);
  const files = arrays.map(
    ([name, array]) => [name, writeArray(join(folder, `input-${name}`), array)] as const,
  );
  return { folder, arrays: Object.fromEntries(arrays), files: Object.fromEntries(files) };
}
