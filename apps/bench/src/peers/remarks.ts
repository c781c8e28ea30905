import type { Row } from "./comparison.ts";
import { leftOut } from "./peers.ts";
import type { Roster } from "./roster.ts";

/** What a reader of the table must know: what libraries run on, what is missing and why, what is done otherwise. */
export function remarks(roster: Roster, rows: readonly Row[]): string[] {
  const told = new Set<string>();
  for (const peer of roster.peers) {
    const failure = roster.failure(peer);
    if (failure !== null) told.add(`${peer.name} cannot be started: ${failure}`);
    else if (peer.role !== "ours") told.add(`${peer.name} runs on ${roster.hello(peer)?.adapter}`);
  }
  for (const { work, outcomes } of rows) {
    for (const [{ name }, why] of outcomes.failed) told.add(`${name}, ${work.title}: ${why}`);
    for (const peer of outcomes.given.keys()) {
      const remark = roster.hello(peer)?.kinds[work.kind];
      if (remark) told.add(`${peer.name}, ${work.kind}: ${remark}`);
    }
  }
  for (const [name, why] of Object.entries(leftOut)) told.add(`${name} is left out: ${why}`);
  return [...told];
}
