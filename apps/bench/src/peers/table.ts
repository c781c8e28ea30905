import { rate } from "../results/rate.ts";
import { digits, Table } from "../results/table.ts";
import type { Row } from "./comparison.ts";
import type { Peer } from "./peers.ts";
import type { Hello } from "./protocol.ts";
import type { Work } from "./works.ts";

/** Characters of a time and a rate. */
const CELL_WIDTH = "1234 (12.3)".length;

/** Works by the libraries that could be started: median milliseconds, rates, and how many times as fast ours is. */
export function peersTable(
  works: readonly Work[],
  greeted: ReadonlyMap<Peer, Hello>,
  markdown: boolean,
): { readonly head: string; row(row: Row): string } {
  const table = new Table(
    [
      { title: "ms (GFLOP/s or GB/s)", cells: works.map(({ title }) => title) },
      ...[...greeted].map(([{ name }, { version }]) => ({
        title: `${name} ${version}`.trim(),
        width: CELL_WIDTH,
      })),
      { title: "× best that trains" },
      { title: "× best that runs" },
    ],
    { markdown },
  );
  return {
    head: table.head(),
    row: ({ work, outcomes }) =>
      table.row([
        work.title,
        ...[...greeted.keys()].map((peer) => cell(work, peer, outcomes)),
        factor(outcomes, "trains"),
        factor(outcomes, "runs"),
      ]),
  };
}

function cell(work: Work, peer: Peer, { given, failed }: Row["outcomes"]): string {
  const measured = given.get(peer);
  if (!measured) return failed.has(peer) ? "failed" : "–";
  const { ms } = measured.timing;
  const perSecond = rateOf(work, ms);
  return digits(ms) + (perSecond === null ? "" : ` (${digits(perSecond)})`);
}

/** Thousand millions of operations, or of bytes, a second. */
export const rateOf = ({ flops, bytes }: Work, ms: number): number | null => {
  const amount = flops ?? bytes;
  return amount === undefined ? null : rate(amount, ms);
};

/** How many times as fast as the fastest of a role ours is. */
function factor({ given }: Row["outcomes"], role: Peer["role"]): string {
  const fastest = (of: Peer["role"]) =>
    Math.min(...[...given].filter(([peer]) => peer.role === of).map(([, { timing }]) => timing.ms));
  const [other, our] = [fastest(role), fastest("ours")];
  return Number.isFinite(other) && Number.isFinite(our) ? (other / our).toFixed(2) : "–";
}
