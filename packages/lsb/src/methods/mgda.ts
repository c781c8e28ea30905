import { type FloorOption, raiseTo } from "../floor.ts";
import { simplexMinimum } from "../numeric/simplex-minimum.ts";
import { divided, norms } from "../numeric/vectors.ts";
import { stepBalancer } from "../step/step-rule.ts";
import type { StepBalancer } from "../step-balancer.ts";
import { amongMoving } from "./among-moving.ts";
import { type HeadsOption, headsOf } from "./heads.ts";

export interface MgdaOptions extends HeadsOption, FloorOption {
  /**
   * `n_k`, what each gradient is divided by first: 1 ("none", the default), its length ("l2"), its loss
   * ("loss"), or both ("loss+").
   */
  readonly normalize?: "none" | "l2" | "loss" | "loss+" | undefined;
  /** The shared weights move along `sum_k alpha_k g_k / n_k` ("normalized", LibMTL) or `sum_k alpha_k g_k` (the authors). */
  readonly apply?: "normalized" | "raw" | undefined;
  /** What the `alpha_k` sum to: 1 (the authors, LibMTL, TorchJD) or the number of tasks (Nash-MTL's code). */
  readonly total?: 1 | "tasks" | undefined;
}

const name = "mgda";

/**
 * Multiple gradient descent: the shortest convex combination of the gradients,
 * `min |sum_k alpha_k g_k / n_k|` over the simplex, along which no loss rises.
 *
 * - `w_k = alpha_k / n_k`; at least 0, and often 0. Units matter with "none" and "loss+", where the task with
 *   the shortest gradient has the most weight; with "l2" and "loss" they do not at all.
 * - Exact, by active sets, where the authors, LibMTL and TorchJD stop after some rounds of Frank and Wolfe.
 *   For two tasks LibMTL keeps `alpha` within 0.001 and 0.999; here it may be 0.
 *
 * @throws {ConfigError} if an option is out of range.
 * @see Sener, Koltun: Multi-Task Learning as Multi-Objective Optimization, NeurIPS 2018
 */
export function mgda(options: MgdaOptions = {}): StepBalancer<null> {
  const { normalize = "none", apply = "normalized", total = 1 } = options;
  const byLoss = normalize === "loss" || normalize === "loss+";
  return stepBalancer<null, "gradients">({
    name,
    needs: "gradients",
    raise: byLoss ? raiseTo(name, options) : null,
    start: () => null,
    weigh(own, { losses, gram: products }) {
      const shortest = (gram: typeof products, tasks: readonly number[]) => {
        const lengths = norms(gram);
        const n = tasks.map((task, k) => {
          const length = normalize === "l2" || normalize === "loss+" ? lengths[k]! : 1;
          return byLoss ? losses[task]! * length : length;
        });
        const alpha = simplexMinimum(divided(gram, n));
        const scale = total === 1 ? 1 : losses.length;
        return alpha.map((share, k) => (scale * share) / (apply === "raw" ? 1 : n[k]!));
      };
      const everyone = products.map((_, k) => k);
      // Without lengths to divide by, a gradient of 0 is the shortest combination itself.
      const weights =
        normalize === "none" || normalize === "loss"
          ? shortest(products, everyone)
          : amongMoving(products, shortest);
      return { own, weights, heads: headsOf(options, weights) };
    },
  });
}
