import type { LibraryProcess } from "./library-process.ts";
import { Outcomes } from "./outcomes.ts";
import type { Peer } from "./peers.ts";

/** Milliseconds that the runs between two waits for the device last: the fastest library's at least, and the slowest's. */
const [FASTEST_MS, SLOWEST_MS] = [250, 1000] as const;

/** Runs between two waits at most: some libraries hold what each has made until then. */
const MAX_RUNS = 100;

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

  const once: number[] = [];
  for (const peer of processes.keys())
    await outcomes.attempt(peer, async () => {
      // The first run compiles, and the second may still fill caches.
      await sample(peer, 1);
      await sample(peer, 1);
      once.push(await sample(peer, 1));
      return [];
    });
  const enough = Math.min(FASTEST_MS / Math.min(...once), SLOWEST_MS / Math.max(...once), MAX_RUNS);
  const runs = Math.max(1, Math.round(enough));
  for (let round = 0; round < rounds; round++) {
    const peers = [...outcomes.given.keys()];
    for (const i of peers.keys()) {
      const peer = peers[(i + round) % peers.length]!;
      await outcomes.attempt(peer, async () => [...outcomes.given.get(peer)!, await sample(peer, runs)]);
    }
  }
  return outcomes;
}
