import type { LibraryProcess } from "./library-process.ts";
import { Outcomes } from "./outcomes.ts";
import type { Peer } from "./peers.ts";

/** Milliseconds that the fastest library's runs between two waits for the device last, about. */
const SAMPLE_MS = 250;

/** Runs between two waits at most. */
const MAX_RUNS = 32;

/**
 * Times libraries in turns, so that what else the machine does falls on all of them alike. Each does as many runs
 * between two waits for the device, and each is as often the first of a round.
 *
 * @param processes in which the work is prepared
 * @returns by library, milliseconds of a run in each round
 */
export async function alternate(
  processes: ReadonlyMap<Peer, LibraryProcess>,
  rounds: number,
): Promise<Outcomes<number[]>> {
  const outcomes = new Outcomes<number[]>();
  const sample = async (peer: Peer, runs: number) =>
    (await processes.get(peer)!.ask({ ask: "sample", runs })).ms;

  let fastest = Number.POSITIVE_INFINITY;
  for (const peer of processes.keys())
    await outcomes.attempt(peer, async () => {
      // The first run compiles, and the second may still fill caches.
      await sample(peer, 1);
      await sample(peer, 1);
      fastest = Math.min(fastest, await sample(peer, 1));
      return [];
    });
  const runs = Math.max(1, Math.min(MAX_RUNS, Math.round(SAMPLE_MS / fastest)));
  for (let round = 0; round < rounds; round++) {
    const peers = [...outcomes.given.keys()];
    for (const i of peers.keys()) {
      const peer = peers[(i + round) % peers.length]!;
      await outcomes.attempt(peer, async () => [...outcomes.given.get(peer)!, await sample(peer, runs)]);
    }
  }
  return outcomes;
}
