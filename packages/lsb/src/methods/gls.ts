import { type FloorOption, raiseTo } from "../floor.ts";
import { stepBalancer } from "../step/step-rule.ts";
import type { StepBalancer } from "../step-balancer.ts";

const name = "gls";

/**
 * Geometric loss strategy: minimises the geometric mean `G = (prod_k L_k)^{1/K}`, so `w_k = G / (K L_k)`.
 *
 * - Weights are above 0; each `w_k L_k` is `G / K`: units do not matter, up to one factor common to all tasks.
 * - LibMTL trains the same; the weights that it reports are others.
 * - A step's mean is over the tasks with a label in it.
 *
 * @throws {ConfigError} if an option is out of range.
 * @see Chennupati et al.: MultiNet++: Multi-Stream Feature Aggregation and Geometric Loss Strategy for
 *   Multi-Task Learning, CVPR workshops 2019
 */
export function gls(options: FloorOption = {}): StepBalancer<null> {
  return stepBalancer<null, "losses">({
    name,
    needs: "losses",
    raise: raiseTo(name, options),
    start: () => null,
    weigh(own, { losses }) {
      const logs = losses.map(Math.log);
      const mean = logs.reduce((sum, log) => sum + log, 0) / losses.length;
      return { own, weights: logs.map((log) => Math.exp(mean - log) / losses.length) };
    },
  });
}
