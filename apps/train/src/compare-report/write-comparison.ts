import { basename, join, resolve } from "node:path";
import type { Cell } from "../compare/cells.ts";
import type { MethodSummary } from "../compare/comparison.ts";
import type { Experiment } from "../compare/experiment.ts";
import { readRun } from "../compare/results.ts";
import { resolveAssignments } from "../config/load.ts";
import { RunFolder } from "../run/run-folder.ts";
import { writeWhole } from "../run/write-whole.ts";
import { sizeOf } from "../training/dataset.ts";
import type { ComparedRun } from "./comparison.ts";
import { renderComparison } from "./comparison-page.ts";
import { shownPictures } from "./shown-pictures.ts";

export interface WrittenComparison {
  readonly dataset: string;
  readonly experiment: Experiment;
  readonly cells: readonly Cell[];
  /** Runs that are left out, and why. */
  readonly failures: ReadonlyMap<Cell, string>;
  readonly summaries: readonly MethodSummary[];
}

/**
 * Writes `report.html` into the folder of an experiment, from its summaries and what its runs have left; it is there
 * whole or not at all.
 *
 * @returns its path
 */
export async function writeComparison(root: string, written: WrittenComparison): Promise<string> {
  const { dataset, experiment, cells, failures, summaries } = written;
  const runs = await Promise.all(
    cells.map(async (cell): Promise<ComparedRun> => {
      const failure = failures.get(cell) ?? null;
      if (failure !== null) return { cell, record: null, failure, pictures: [] };
      const record = readRun(root, cell);
      const { predictions } = new RunFolder(join(root, cell.folder));
      const drawn = cell.seed === experiment.seeds[0] && record.start;
      return {
        cell,
        record,
        failure,
        pictures: drawn ? await shownPictures(predictions, drawn.tasks.length) : [],
      };
    }),
  );
  const path = join(root, "report.html");
  const page = renderComparison({
    name: basename(resolve(root)),
    dataset,
    size: sizeOf(cells[0]!.config),
    shared: resolveAssignments(experiment.shared).config,
    methods: experiment.methods.map(({ name, fields }) => ({
      name,
      fields: fields.map(({ path: field, value }) => `${field.join(".")} = ${JSON.stringify(value)}`),
    })),
    selection: experiment.selection,
    summaries,
    runs,
  });
  writeWhole(path, page);
  return path;
}
