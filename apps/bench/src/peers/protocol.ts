import type { ArrayFile } from "./host-array.ts";
import type { Kind } from "./works.ts";

/**
 * What the benchmark says to the process of a library: a line of JSON on its standard input. The process greets with
 * a {@link Hello}, and answers each request with one line on its standard output, in order.
 */
export type Request =
  /** Let go of what was prepared before, and put these inputs on the device, for the runs to come; answered `{}`. */
  | { readonly ask: "prepare"; readonly kind: Kind; readonly inputs: Readonly<Record<string, ArrayFile>> }
  /** Run once, and write what came out into files of that folder: {@link Results}. */
  | { readonly ask: "results"; readonly folder: string }
  /** Run so often, and wait for the device once at the end: {@link Sample}. */
  | { readonly ask: "sample"; readonly runs: number };

export interface Hello {
  readonly version: string;
  /** What the library runs on, in its own words. */
  readonly adapter: string;
  /** What it can do, with a remark where it does so another way than asked. */
  readonly kinds: Readonly<Partial<Record<Kind, string>>>;
}

/** Outputs by name. A parameter that a train step changes has its input's name. */
export type Results = Readonly<Record<string, ArrayFile>>;

export interface Sample {
  /** Milliseconds of one run, waiting for the device included. */
  readonly ms: number;
}

/** In place of any answer, the greeting included. */
export interface Failure {
  readonly error: string;
}
