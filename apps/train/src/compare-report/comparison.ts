import type { Size } from "@equipoise/datasets";
import { type Cell, single } from "../compare/cells.ts";
import type { MethodSummary } from "../compare/comparison.ts";
import type { Selection } from "../compare/selection.ts";
import type { Config } from "../config/schema.ts";
import { hueOf, lapOf } from "../report/palette.ts";
import type { RunRecord } from "../report/run-record.ts";

/** What the report of an experiment is made from. */
export interface Comparison {
  readonly name: string;
  readonly dataset: string;
  /** Pixels of an image. */
  readonly size: Size;
  /** What all runs have in common. */
  readonly shared: Config;
  /** The fields that make each method, by name. */
  readonly methods: readonly { readonly name: string; readonly fields: readonly string[] }[];
  /** How the results of a run were chosen. */
  readonly selection: Selection["selection"];
  readonly summaries: readonly MethodSummary[];
  readonly runs: readonly ComparedRun[];
}

/** A run of an experiment. */
export interface ComparedRun {
  readonly cell: Cell;
  /** Null for a run that is left out. */
  readonly record: RunRecord | null;
  /** Why it is left out. */
  readonly failure: string | null;
  /** Of the first seed only. */
  readonly pictures: readonly ComparedPicture[];
}

/** What a run has drawn of an image; each picture a WebP. */
export interface ComparedPicture {
  readonly name: string;
  /** Cells side by side: the image, and the truth of each task. */
  readonly truth: Uint8Array;
  /** Two rows, predictions and errors, a column for each task; null where it has drawn none. */
  readonly made: Uint8Array | null;
}

/** A method as all of the page shows it. */
export interface Method {
  readonly name: string;
  readonly hue: string | null;
  readonly dash: number;
}

/** Single tasks first, which have the colour of ink, then the methods. */
export function methodsOf({ methods, runs }: Comparison): Method[] {
  const baseline = runs.some(({ cell }) => cell.method === single)
    ? [{ name: single, hue: null, dash: 1 }]
    : [];
  return [...baseline, ...methods.map(({ name }, k) => ({ name, hue: hueOf(k), dash: lapOf(k) }))];
}

/** The tasks of an experiment, in the order of the data. */
export function tasksOf({ runs }: Comparison): string[] {
  const alone = runs.map(({ cell }) => cell.task).filter((task) => task !== null);
  return [...new Set([...runs.flatMap(({ record }) => (record?.start ? record.start.tasks : [])), ...alone])];
}

/** The runs that say something of a method and, if one is named, of a task. */
export const recordsOf = ({ runs }: Comparison, method: string, task: string): RunRecord[] =>
  runs
    .filter(({ cell }) => cell.method === method && (cell.task === null || cell.task === task))
    .map(({ record }) => record)
    .filter((record) => record !== null);
