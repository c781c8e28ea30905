import type { AdapterChoice } from "@equipoise/tensor/node";
import { timingOf } from "../clock/timing.ts";
import { outputOf, ResultLog } from "../results/log.ts";
import { headerOf, provenanceOf } from "../results/provenance.ts";
import type { KernelResult, Result } from "../results/result.ts";
import { digits } from "../results/table.ts";
import { cellsOf, tableOf } from "../results/tables.ts";
import { Session } from "../session.ts";
import { compare } from "./compare.ts";

/** Options of the command, as typed. */
export interface MeasureOptions {
  readonly adapter: AdapterChoice;
  readonly filter?: string;
  readonly f16?: boolean;
  readonly seconds: number;
  readonly out?: string;
  readonly markdown?: boolean;
  readonly compare?: string;
}

/** Measures ops and training steps on one adapter, or compares them with those of another revision. */
export async function measure(options: MeasureOptions): Promise<void> {
  const { adapter, filter, f16, seconds, markdown = false } = options;
  const asked = { adapter, filter, dtype: f16 ? "f16" : "f32" } as const;
  const output = outputOf(options.out, "results.jsonl");
  if (options.compare !== undefined) return compare(options.compare, { ...asked, seconds, markdown, output });
  const session = await Session.start(asked);
  const provenance = provenanceOf(session.device);
  const log = new ResultLog(output, provenance);
  process.stdout.write(headerOf(session.reason, provenance));
  const measured: Result[] = [];
  for (const kind of ["kernel", "step"] as const) {
    const selections = session.selections.filter(({ bench }) => bench.kind === kind);
    if (selections.length === 0) continue;
    const labels = selections.flatMap(({ bench, rows }) => rows.map((i) => bench.labels[i]!));
    const table = tableOf(kind, labels, markdown);
    process.stdout.write(`\n${table.head()}`);
    for (const selection of selections) {
      const group = await session.open(selection, WARM_UP * seconds);
      const results = group.results(await group.rounds(seconds * (selection.rows.length + 1)));
      group.close();
      log.add(results);
      measured.push(...results);
      for (const result of results) process.stdout.write(table.row(cellsOf(result)));
    }
  }
  process.stdout.write(`\n${ceilingsLine(measured)}results: ${output}\n`);
  session.close();
}

/** Share of a row's time that goes before it. */
const WARM_UP = 0.25;

function ceilingsLine(results: readonly Result[]): string {
  const kernels = results.filter((result): result is KernelResult => result.kind === "kernel");
  if (kernels.length === 0) return "";
  const fma = timingOf(kernels.map(({ ceilings }) => ceilings.gflopPerSecond)).ms;
  const copy = timingOf(kernels.map(({ ceilings }) => ceilings.gbPerSecond)).ms;
  return `ceilings: ${digits(fma)} GFLOP/s of multiply-adds alone (FMA), ${digits(copy)} GB/s of copying alone\n`;
}
