import { type Arrays, difference } from "./difference.ts";
import { readArray } from "./host-array.ts";
import type { MadeInputs } from "./inputs.ts";
import type { LibraryProcess } from "./library-process.ts";
import { Outcomes } from "./outcomes.ts";
import type { Roster } from "./roster.ts";
import type { Work } from "./works.ts";

/** A library whose results are those of the others, with the work prepared in its process. */
export interface Agreement {
  readonly process: LibraryProcess;
  /** As {@link difference} from the first library's results. */
  readonly difference: number;
}

/** Has every library that knows a work do it once, and holds its results to those of the first that gives some. */
export async function agree(work: Work, roster: Roster, inputs: MadeInputs): Promise<Outcomes<Agreement>> {
  const outcomes = new Outcomes<Agreement>();
  let reference: { readonly name: string; readonly results: Arrays } | null = null;
  for (const peer of roster.peers) {
    if (roster.hello(peer)?.kinds[work.kind] === undefined) continue;
    await outcomes.attempt(peer, async () => {
      const { process } = await roster.get(peer);
      await process.ask({ ask: "prepare", kind: work.kind, inputs: inputs.files });
      const made = Object.entries(await process.ask({ ask: "results", folder: inputs.folder }));
      const results = Object.fromEntries(made.map(([name, file]) => [name, readArray(file)]));
      if (!reference) {
        if (difference(results, results, {}) !== 0) throw new Error("gives values that are not finite");
        reference = { name: peer.name, results };
      }
      const apart = difference(results, reference.results, inputs.arrays);
      if (apart > work.tolerance)
        throw new Error(`differs from ${reference.name} by ${apart.toExponential(1)} of the largest value`);
      return { process, difference: apart };
    });
  }
  return outcomes;
}
