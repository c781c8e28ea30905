import { checkNumber } from "../check-number.ts";
import { type FloorOption, raiseTo } from "../floor.ts";
import { type AdamOptions, adam, checkAdam, type Learned, learned } from "../numeric/adam.ts";
import { perTask } from "../per-task.ts";
import { stepBalancer } from "../step/step-rule.ts";
import type { StepBalancer } from "../step-balancer.ts";

export interface ImtlLOptions extends AdamOptions, FloorOption {
  /** `s_k` at the start: 0 (LibMTL and TorchJD). */
  readonly initial?: number | undefined;
}

const name = "imtl-l";

/**
 * Impartial multi-task learning, its half that balances losses: minimises `sum_k e^{s_k} L_k - s_k`, with the
 * scales `s_k` learned by Adam beside the network, so `w_k = e^{s_k}` and `ds_k = w_k L_k - 1`.
 *
 * - Weights are above 0, and drift to `w_k L_k = 1`: there, and only there, units do not matter.
 * - LibMTL and TorchJD learn `s_k` by the network's own optimiser; pass its rate in every step (`learningRate`
 *   of `StepSeen`) to follow its schedule. The default 1e-4 is the NYUv2 protocol's.
 * - Our choice: a step without a label leaves the task's `s_k` and its moments alone.
 *
 * @throws {ConfigError} if an option is out of range.
 * @see Liu et al.: Towards Impartial Multi-task Learning, ICLR 2021
 */
export function imtlL(options: ImtlLOptions = {}): StepBalancer<Learned> {
  const { initial = 0 } = options;
  checkAdam(name, options);
  checkNumber(name, "initial", initial, "any", "LibMTL and TorchJD have 0");
  return stepBalancer<Learned, "losses">({
    name,
    needs: "losses",
    raise: raiseTo(name, options),
    start: (tasks) => learned(tasks, initial),
    weigh(own, { tasks, losses, learningRate = options.learningRate }) {
      const weights = tasks.map((task) => Math.exp(own.values[task]!));
      const gradient = perTask(tasks, (task) => {
        const k = tasks.indexOf(task);
        return weights[k]! * losses[k]! - 1;
      });
      return { own: adam(own, gradient, { ...options, learningRate }), weights };
    },
  });
}
