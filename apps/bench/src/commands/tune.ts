import type { AdapterChoice } from "@equipoise/tensor/node";
import { clockOf } from "../clock/clock.ts";
import { measuringDevice } from "../measuring-device.ts";
import { type Contract, loadContracts } from "../ops/contracts.ts";
import { headerOf, provenanceOf } from "../results/provenance.ts";
import { Table } from "../results/table.ts";
import { contestCells, contestColumns } from "../tune/cells.ts";
import { contests } from "../tune/contest.ts";
import { variantsOf } from "../tune/variants.ts";
import { UsageError } from "../usage-error.ts";

/** Options of `tune`, as typed. */
export interface TuneOptions {
  readonly adapter: AdapterChoice;
  readonly seconds: number;
}

/** Measures the kernels that each class of adapter would be given, all on this one, and prints a table in Markdown. */
export async function tune(ops: readonly string[], { adapter, seconds }: TuneOptions): Promise<void> {
  const contracts = await contractsOf(ops);
  const { device, reason } = await measuringDevice(adapter);
  const clock = clockOf(device);
  const variants = variantsOf(device.profile);
  process.stdout.write(headerOf(reason, provenanceOf(device)));
  for (const contract of contracts) {
    const table = new Table(contestColumns(contract.op.name, variants), { markdown: true });
    process.stdout.write(`\n${table.head()}`);
    for (const call of Object.keys(contract.bench))
      for await (const contest of contests(device, clock, contract, call, variants, seconds))
        process.stdout.write(table.row(contestCells(contest, variants)));
  }
  device.destroy();
}

/** @throws {UsageError} if there is no op of one of these names. */
async function contractsOf(names: readonly string[]): Promise<Contract[]> {
  const all = await loadContracts();
  return names.map((name) => {
    const found = all.find(({ op }) => op.name === name);
    if (!found) throw new UsageError(`bench: expected names of ops, such as conv2d; got ${name}`);
    return found;
  });
}
