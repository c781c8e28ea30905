import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AdapterChoice, openDevice } from "@equipoise/tensor/node";
import { outputOf, ResultLog } from "../results/log.ts";
import { headerOf, provenanceOf } from "../results/provenance.ts";
import { chosen } from "./chosen.ts";
import { Comparison, type Row } from "./comparison.ts";
import { launcher } from "./launch.ts";
import { others, ours } from "./peers.ts";
import { remarks } from "./remarks.ts";
import { peerResults } from "./results.ts";
import { Roster } from "./roster.ts";
import { peersTable } from "./table.ts";
import { works as allWorks } from "./works.ts";

/** Options of `peers`, as typed. */
export interface PeersOptions {
  readonly adapter: AdapterChoice;
  readonly only?: string;
  readonly works?: string;
  readonly rounds: number;
  readonly markdown?: boolean;
  readonly out?: string;
}

/** Measures the same work in other libraries on one adapter, and prints a table. */
export async function peers({ adapter, only, rounds, markdown = false, out, ...options }: PeersOptions) {
  const works = chosen("works", allWorks, options.works);
  const measured = [...ours, ...chosen("only", others, only)];

  const { device, reason } = await openDevice({ adapter });
  const provenance = provenanceOf(device);
  device.destroy();
  const output = outputOf(out, "peers.jsonl");
  const log = new ResultLog(output, provenance);
  process.stdout.write(`${headerOf(reason, provenance)}\n`);

  const folder = mkdtempSync(join(tmpdir(), "equipoise-peers-"));
  const roster = new Roster(measured, launcher(adapter, provenance.adapter));
  try {
    const comparison = new Comparison(roster, folder, rounds);
    const table = peersTable(works, await roster.start(), markdown);
    process.stdout.write(table.head);
    const rows: Row[] = [];
    for (const work of works) {
      const row = await comparison.measure(work);
      rows.push(row);
      log.add(peerResults(row, roster));
      process.stdout.write(table.row(row));
    }
    const notes = remarks(roster, rows).map((remark) => `- ${remark}\n`);
    process.stdout.write(`\n${notes.join("")}\nresults: ${output}\n`);
  } finally {
    roster.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
