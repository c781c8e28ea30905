import { checkNumber } from "../check-number.ts";
import { type FloorOption, raiseTo } from "../floor.ts";
import { type AdamOptions, adam, checkAdam, type Learned, learned } from "../numeric/adam.ts";
import { ownValue, type PerTask, perTask } from "../per-task.ts";
import { stepBalancer } from "../step/step-rule.ts";
import type { StepBalancer } from "../step-balancer.ts";
import { checkNames } from "../tasks.ts";

export interface UwOptions extends AdamOptions, FloorOption {
  /** `s_k` at the start: -0.5 (LibMTL, the default); 0 in TorchJD. */
  readonly initial?: number | undefined;
  /** `f_k`: 1/2 for every task (LibMTL and TorchJD, the default). The paper has 1 for classification. */
  readonly factors?: PerTask | undefined;
}

const name = "uw";

/**
 * Uncertainty weighting: minimises `sum_k f_k e^{-s_k} L_k + s_k / 2`, with the log-variances `s_k` learned by
 * Adam beside the network, so `w_k = f_k e^{-s_k}` and `ds_k = 1/2 - w_k L_k`.
 *
 * - Weights are above 0, and drift to `w_k L_k = 1/2`: there, and only there, units do not matter.
 * - LibMTL and TorchJD learn `s_k` by the network's own optimiser; pass its rate in every step (`learningRate`
 *   of `StepSeen`) to follow its schedule. The default 1e-4 is the NYUv2 protocol's.
 * - Our choice: a step without a label leaves the task's `s_k` and its moments alone.
 *
 * @throws {ConfigError} if an option is out of range, or (from `init`) the factors are not those of the tasks.
 * @see Kendall, Gal, Cipolla: Multi-Task Learning Using Uncertainty to Weigh Losses for Scene Geometry and
 *   Semantics, CVPR 2018
 */
export function uw(options: UwOptions = {}): StepBalancer<Learned> {
  const { initial = -0.5, factors } = options;
  checkAdam(name, options);
  checkNumber(name, "initial", initial, "any", "LibMTL has -0.5, TorchJD 0");
  for (const [task, factor] of Object.entries(factors ?? {}))
    checkNumber(
      name,
      `factors.${task}`,
      factor,
      "above 0",
      "The paper has 1/2 for regression, 1 for classes",
    );

  return stepBalancer<Learned, "losses">({
    name,
    needs: "losses",
    raise: raiseTo(name, options),
    start(tasks) {
      if (factors) checkNames(name, "a factor", tasks, factors);
      return learned(tasks, initial);
    },
    weigh(own, { tasks, losses, learningRate = options.learningRate }) {
      const weights = tasks.map(
        (task) => (factors ? ownValue(factors, task)! : 0.5) * Math.exp(-own.values[task]!),
      );
      const gradient = perTask(tasks, (task) => {
        const k = tasks.indexOf(task);
        return 0.5 - weights[k]! * losses[k]!;
      });
      return { own: adam(own, gradient, { ...options, learningRate }), weights };
    },
  });
}
