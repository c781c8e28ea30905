import type { Label } from "../bench.ts";
import type { Provenance } from "../results/provenance.ts";
import type { SessionOptions } from "../session.ts";

/** What a process that measures one revision can be asked; one thing at a time. */
export interface Methods {
  /** Opens the adapter. @returns which one was taken and where results come from, and for each selection its rows' labels */
  start(options: SessionOptions): Promise<{ reason: string; provenance: Provenance; selections: Label[][] }>;
  /** Makes the tensors of a selection, and warms its kernels up for so many seconds. */
  open(selection: number, seconds: number): Promise<null>;
  /** Measures what is open for about so many seconds. @returns by row, milliseconds of each measurement */
  rounds(seconds: number): Promise<readonly (readonly number[])[]>;
  close(): Promise<null>;
}

export interface Request {
  readonly method: keyof Methods;
  readonly args: readonly unknown[];
}

export type Reply =
  | { readonly value: unknown }
  | { readonly error: { readonly name: string; readonly message: string } };
