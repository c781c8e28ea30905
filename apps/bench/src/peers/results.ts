import type { Row } from "./comparison.ts";
import type { Roster } from "./roster.ts";
import { rateOf } from "./table.ts";

/** What the log keeps of a row: a record for each library, also for one that failed. */
export function peerResults({ work, outcomes }: Row, roster: Roster): object[] {
  const records: object[] = [];
  for (const [peer, { timing, difference }] of outcomes.given) {
    const perSecond = rateOf(work, timing.ms);
    const label = { kind: "peer", work: work.name, library: peer.name, version: roster.hello(peer)?.version };
    const rates = perSecond === null ? {} : { [work.flops ? "gflopPerSecond" : "gbPerSecond"]: perSecond };
    records.push({ ...label, ...timing, ...rates, difference });
  }
  for (const [peer, failure] of outcomes.failed)
    records.push({ kind: "peer", work: work.name, library: peer.name, failure });
  return records;
}
