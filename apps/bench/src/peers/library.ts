import type { HostArray } from "./host-array.ts";
import type { Kind } from "./works.ts";

export type Inputs = Readonly<Record<string, HostArray>>;

/** A library, opened in a process of its own. */
export interface Library {
  readonly version: string;
  readonly adapter: string;
  readonly works: Readonly<Partial<Record<Kind, Prepare>>>;
  /** What is done another way than asked, and why. */
  readonly remarks?: Readonly<Partial<Record<Kind, string>>>;
}

/**
 * Opens a library.
 *
 * @param module re-exports its packages
 * @param dawn options of Dawn
 */
export type Open = (module: string, dawn: readonly string[]) => Promise<Library>;

export type Prepare = (inputs: Inputs) => Running | Promise<Running>;

/** A work whose inputs are on the device. */
export interface Running {
  /** Does the work once; it need not be done when this returns. */
  run(): void | Promise<void>;
  /** Waits until the device has done all runs. */
  finish(): Promise<void>;
  /** What the last run made. */
  results(): Promise<Record<string, HostArray>>;
  dispose(): void | Promise<void>;
}
