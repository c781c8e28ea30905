import { match } from "../compare/match.ts";
import { MeasuringProcess } from "../compare/measuring-process.ts";
import { buildRevision } from "../compare/revision.ts";
import { inTurns } from "../compare/turns.ts";
import { ResultLog } from "../results/log.ts";
import { headerOf } from "../results/provenance.ts";
import { comparisonResult } from "../results/result.ts";
import { digits, Table } from "../results/table.ts";
import { labelCells, labelColumns } from "../results/tables.ts";
import type { SessionOptions } from "../session.ts";
import { UsageError } from "../usage-error.ts";

export interface CompareOptions extends SessionOptions {
  readonly seconds: number;
  readonly markdown: boolean;
  /** The file that results are appended to. */
  readonly output: string;
}

/** Measures another revision and this one in turns, each in a process of its own, and prints how they compare. */
export async function compare(
  name: string,
  { seconds, markdown, output, ...asked }: CompareOptions,
): Promise<void> {
  process.stdout.write(`installing and building ${name}\n`);
  const revision = await buildRevision(name);
  process.once("exit", revision.remove);
  process.once("SIGINT", () => process.exit(130));
  const here = new MeasuringProcess(new URL("./worker.js", import.meta.url));
  const there = new MeasuringProcess(revision.worker);
  try {
    const ours = await here.start(asked);
    const theirs = await there.start(asked);
    const matches = match(ours.selections, theirs.selections);
    if (matches.length === 0)
      throw new UsageError(`bench: expected something that ${name} has too; got nothing`);
    process.stdout.write(`${headerOf(ours.reason, ours.provenance)}\n`);
    const log = new ResultLog(output, ours.provenance);
    const labels = matches.flatMap(({ rows }) => rows.map(({ label }) => label));
    const numbers = [`ms, ${revision.commit}`, "ms, here", "speed-up"].map((title) => ({ title }));
    const table = new Table([...labelColumns("kernel", labels), ...numbers], { markdown });
    process.stdout.write(table.head());
    for (const { rows, ...at } of matches) {
      const sides = [
        { process: here, selection: at.here },
        { process: there, selection: at.there },
      ] as const;
      const [after, before] = await inTurns(sides, seconds * (rows.length + 1));
      for (const { label, ...row } of rows) {
        const result = comparisonResult(label, revision.commit, before[row.there]!, after[row.here]!);
        log.add([result]);
        const times = [result.before.ms, result.after.ms].map(digits);
        process.stdout.write(table.row([...labelCells(label), ...times, `${digits(result.speedUp)} x`]));
      }
    }
    process.stdout.write(`\nresults: ${output}\n`);
  } finally {
    for (const child of [here, there]) child.end();
  }
}
