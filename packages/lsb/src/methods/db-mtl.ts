import { checkNumber } from "../check-number.ts";
import { type FloorOption, raiseTo } from "../floor.ts";
import { norms } from "../numeric/vectors.ts";
import { perTask } from "../per-task.ts";
import { labelledLosses } from "../step/labelled.ts";
import { stepBalancer } from "../step/step-rule.ts";
import type { AveragingBalancer } from "../step-balancer.ts";
import { amongMoving } from "./among-moving.ts";

export interface DbMtlOptions extends FloorOption {
  /** `beta`, how much of the average stays; 0.9 by default, 0 for none. */
  readonly beta?: number | undefined;
  /** `sigma`: in step `t` it is `beta / t^sigma`; 0 by default, as in LibMTL. */
  readonly sigma?: number | undefined;
  /** Added to each loss before its logarithm; 0 by default. The authors and LibMTL add 1e-8. */
  readonly offset?: number | undefined;
}

const name = "db-mtl";

/**
 * Dual balancing: the gradients of `log L_k`, averaged over steps, `a_k <- beta a_k + (1 - beta) g_k / L_k`,
 * and all brought to the length of the longest: `w_k = max_j |a_j| / |a_k|`, for the update `sum_k w_k a_k`.
 *
 * - The averages are the trainer's: `average` gives the factors of `a_k` and `g_k`, `gram` is that of the
 *   averages, and so are the weights their factors. Heads have `1 / L_k`, not averaged, as in LibMTL.
 * - Weights are above 0, at least 1. Units do not matter at all.
 * - The authors' code is LibMTL's; it adds 1e-8 to the lengths as well, which is left out here.
 *
 * @throws {ConfigError} if an option is out of range.
 * @see Lin et al.: Dual-Balancing for Multi-Task Learning, 2023
 */
export function dbMtl(options: DbMtlOptions = {}): AveragingBalancer<{ readonly steps: number }> {
  const { beta = 0.9, sigma = 0, offset = 0 } = options;
  checkNumber(name, "beta", beta, "at least 0", "The authors have 0.9");
  checkNumber(name, "beta", beta, "below 1", "The authors have 0.9");
  checkNumber(name, "sigma", sigma, "at least 0", "LibMTL has 0");
  checkNumber(name, "offset", offset, "at least 0", "The authors add 1e-8");
  const raise = raiseTo(name, options);
  const balancer = stepBalancer<{ readonly steps: number }, "averaged-gradients">({
    name,
    needs: "averaged-gradients",
    raise,
    start: () => ({ steps: 0 }),
    weigh({ steps }, { losses, gram }) {
      const weights = amongMoving(gram, (products) => {
        const lengths = norms(products);
        return lengths.map((length) => Math.max(...lengths) / length);
      });
      return { own: { steps: steps + 1 }, weights, heads: losses.map((loss) => 1 / (loss + offset)) };
    },
  });
  return {
    ...balancer,
    average({ period, weights, seen, own }, given) {
      const at = { period, step: seen.steps + 1 };
      const losses = labelledLosses(name, raise, at, Object.keys(weights), given);
      const keep = beta / (own.steps + 1) ** sigma;
      return perTask(Object.keys(losses), (task) => ({ keep, add: (1 - keep) / (losses[task]! + offset) }));
    },
  };
}
