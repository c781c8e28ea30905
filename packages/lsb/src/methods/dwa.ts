import type { Balancer } from "../balancer.ts";
import { checkNumber } from "../check-number.ts";
import { type FloorOption, raiseTo } from "../floor.ts";
import { softmax } from "../numeric/softmax.ts";
import { perTask } from "../per-task.ts";
import { settle } from "../settle.ts";
import { checkTasks } from "../tasks.ts";

export interface DwaOptions extends FloorOption {
  /** `T`; 2 by default. A large one makes the weights alike. */
  readonly temperature?: number | undefined;
}

const name = "dwa";

/**
 * Dynamic weight averaging: more weight for a task whose loss falls more slowly. Over periods `t`,
 * `w(t) = K softmax(r / T)` with `r_k = Lbar_k(t-1) / Lbar_k(t-2)`, and 1 in the first two.
 *
 * - Weights are above 0 and sum to K. They do not depend on units, so that the shares `w_k L_k` do.
 * - MTAN (the authors), LibMTL and TorchJD agree, with an epoch as the period; Nash-MTL's code compares the
 *   latest 25 steps with the 25 before: periods of 25 steps come close.
 * - Our choice: a task without two means stands beside the softmax with weight 1.
 *
 * @throws {ConfigError} if an option is out of range.
 * @throws {LossError} from `observe`, if a mean is not finite, or not above 0 and no `floor` is set.
 * @see Liu, Johns, Davison: End-to-End Multi-Task Learning with Attention, CVPR 2019
 */
export function dwa(options: DwaOptions = {}): Balancer {
  const { temperature = 2 } = options;
  checkNumber(name, "temperature", temperature, "above 0", "A large one makes the weights alike");
  const raise = raiseTo(name, options);
  return {
    name,
    init(tasks) {
      checkTasks(name, tasks);
      return { period: 1, weights: perTask(tasks, () => 1), means: {} };
    },
    weights: (state) => state.weights,
    observe(state, given, labelled) {
      const { period, weights: trained, means: earlier } = state;
      const { means, overall, carried } = settle(name, state, given, raise);
      const judged = Object.keys(earlier).sort();
      const shares = softmax(judged.map((task) => means[task]! / earlier[task]! / temperature));
      const weights = perTask(Object.keys(trained), (task) => {
        const k = judged.indexOf(task);
        return k < 0 ? 1 : judged.length * shares[k]!;
      });
      return {
        state: { period: period + 1, weights, means },
        record: {
          ...{ period, means, overall, trained, weights, difficulty: null, beta: 0, carried },
          ...(labelled && { labelled }),
        },
      };
    },
  };
}
