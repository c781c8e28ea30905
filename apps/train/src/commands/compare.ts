import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cellsOf } from "../compare/cells.ts";
import { compareMethods } from "../compare/comparison.ts";
import { readExperiment } from "../compare/experiment.ts";
import { keepDescription } from "../compare/keep-description.ts";
import { readResults } from "../compare/results.ts";
import { runAll } from "../compare/run-all.ts";
import { comparisonTables, markdownTable, resultsCsv } from "../compare/tables.ts";
import { writeComparison } from "../compare-report/write-comparison.ts";
import { assignmentsAsked, type ConfigOptions, resolveAssignments } from "../config/load.ts";
import { Lock } from "../run/lock.ts";
import { makeFolder } from "../run/make-folder.ts";
import { RunFolder } from "../run/run-folder.ts";
import { removeHalfWritten, writeWhole } from "../run/write-whole.ts";
import { textTable } from "../text-table.ts";
import { openDataset } from "../training/dataset.ts";
import { checkHeldOut } from "../training/held-out.ts";
import { Interruption } from "./interruption.ts";
import { stopOnSignals } from "./stop-signals.ts";
import { typedFolder, typedPath } from "./typed-path.ts";

/** Options of `compare`, as typed. */
export interface CompareOptions
  extends Pick<ConfigOptions, "preset" | "config" | "set" | "data" | "skipBroken"> {
  readonly out: string;
  readonly jobs: number;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

/**
 * Trains the runs of an experiment that have not ended yet, and writes what all of them came to.
 *
 * @throws {Interruption} if a signal stopped it; typed again, it goes on.
 */
export async function compare(file: string, { out, jobs, ...asked }: CompareOptions): Promise<void> {
  const read = readExperiment(typedPath(file));
  const experiment = { ...read, shared: [...read.shared, ...assignmentsAsked(asked, typedFolder())] };
  const { dataset, config } = await openDataset(resolveAssignments(experiment.shared).config);
  checkHeldOut(config, dataset);
  const cells = cellsOf(experiment, dataset.tasks, config.data);
  const root = typedPath(out);
  makeFolder(root);
  const lock = new Lock(join(root, "compare.lock"));
  const stop = stopOnSignals(say);
  try {
    // Not in the folders of runs, where processes that were left alone may write still.
    for (const path of new Set([root, ...cells.map(({ folder }) => join(root, dirname(folder)))]))
      if (existsSync(path)) removeHalfWritten(path, false);
    keepDescription(root, cells, experiment);
    say(`${cells.length} runs on ${dataset.name}, below ${root}`);
    const failures = await runAll(cells, {
      main: fileURLToPath(import.meta.url),
      root,
      jobs,
      signal: stop.signal,
      onBegun: ({ folder }) => say(`begun: ${folder}; its log: ${join(root, folder)}.log`),
      onEnded: ({ folder }, failure, done) =>
        say(`${done} of ${cells.length}: ${folder}${failure === null ? "" : `: ${failure}`}`),
    });
    if (stop.received)
      throw new Interruption(stop.received, `stopped by ${stop.received}. The same command goes on with it`);
    for (const cell of cells) {
      const { events } = new RunFolder(join(root, cell.folder));
      if (failures.has(cell) || existsSync(events)) continue;
      const failure = `${events}: expected the log of the run; there is no such file`;
      failures.set(cell, failure);
      say(`${cell.folder}: ${failure}`);
    }
    const ended = cells.filter((cell) => !failures.has(cell));
    const results = readResults(root, ended, experiment);
    const methods = compareMethods(results);
    const tables = comparisonTables(methods);
    writeWhole(join(root, "results.csv"), resultsCsv(results));
    writeWhole(
      join(root, "results.json"),
      `${JSON.stringify({ methods, results: results.map(plain) }, null, 2)}\n`,
    );
    writeWhole(join(root, "table.md"), tables.map(markdownTable).join("\n"));
    for (const rows of tables) say(["", ...textTable(rows, { numbers: true })].join("\n"));
    const report = await writeComparison(root, {
      dataset: dataset.name,
      experiment,
      cells,
      failures,
      summaries: methods,
    });
    say(`\ntable: ${join(root, "table.md")}\nreport: ${report}`);
    if (failures.size > 0) process.exitCode = 1;
  } finally {
    stop.release();
    lock.release();
  }
}

const plain = ({ cell: { config: _, ...cell }, ...result }: ReturnType<typeof readResults>[number]) => ({
  ...cell,
  ...result,
});
