import type { EvalEvent } from "../events.ts";
import type { RunRecord } from "../report/index.ts";

/** How the results of a run are chosen from its evaluations; never by those of the split that is reported on. */
export interface Selection {
  /** `last`: the mean over its last evaluations. `held-out`: the one at the epoch that {@link bestHeldOut} chooses. */
  readonly selection: "last" | "held-out";
  /** How many of the last ones count; null: a tenth of them, at least one. */
  readonly lastEvaluations: number | null;
}

/** The evaluations that are a run's results, never the one before training; none if there is nothing to choose by. */
export function selectedEvaluations(
  { evals, heldOut }: Pick<RunRecord, "evals" | "heldOut">,
  { selection, lastEvaluations }: Selection,
): EvalEvent[] {
  const trained = evals.filter(({ epoch }) => epoch > 0);
  if (selection === "last")
    return trained.slice(-(lastEvaluations ?? Math.max(1, Math.floor(trained.length / 10))));
  const best = bestHeldOut(heldOut);
  return trained.filter(({ epoch }) => epoch === best);
}

/**
 * The epoch, never 0, with the lowest geometric mean of the tasks' losses on what is held out, `(Π L_k)^(1/K)`, in which
 * the units of losses do not matter; of equal ones the earlier. A task without a label there is left out; null where
 * that leaves none.
 */
export function bestHeldOut(heldOut: readonly EvalEvent[]): number | null {
  let best: { readonly epoch: number; readonly mean: number } | null = null;
  for (const { epoch, losses } of heldOut) {
    const known = Object.values(losses).filter((loss) => loss !== null);
    if (epoch === 0 || known.length === 0) continue;
    // In logarithms nothing is too large or too small; a cosine can round to a little above 1, its loss to below 0.
    const mean = known.reduce((sum, loss) => sum + Math.log(Math.max(0, loss)), 0) / known.length;
    if (best === null || mean < best.mean || (mean === best.mean && epoch < best.epoch))
      best = { epoch, mean };
  }
  return best?.epoch ?? null;
}
