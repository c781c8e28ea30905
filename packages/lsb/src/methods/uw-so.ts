import { checkNumber } from "../check-number.ts";
import { type FloorOption, raiseTo } from "../floor.ts";
import { softmax } from "../numeric/softmax.ts";
import { stepBalancer } from "../step/step-rule.ts";
import type { StepBalancer } from "../step-balancer.ts";

export interface UwSoOptions extends FloorOption {
  /** `T`; 1 by default. The authors search it for each data set, mostly above 1. */
  readonly temperature?: number | undefined;
}

const name = "uw-so";

/**
 * Soft optimal uncertainty weighting: `w = softmax((1 / L) / T)`, where `1 / L_k` is what the weight of
 * uncertainty weighting would drift to, up to a factor.
 *
 * - Weights are above 0 and sum to 1 over the tasks with a label.
 * - Units do matter: the softmax is of `1 / L_k`, not of its logarithm. For losses near 1.
 *
 * @throws {ConfigError} if an option is out of range.
 * @see Kirchdorfer et al.: Analytical Uncertainty-Based Loss Weighting in Multi-Task Learning, GCPR 2024
 */
export function uwSo(options: UwSoOptions = {}): StepBalancer<null> {
  const { temperature = 1 } = options;
  checkNumber(name, "temperature", temperature, "above 0", "A large one makes the weights alike");
  return stepBalancer<null, "losses">({
    name,
    needs: "losses",
    raise: raiseTo(name, options),
    start: () => null,
    weigh: (own, { losses }) => ({ own, weights: softmax(losses.map((loss) => 1 / loss / temperature)) }),
  });
}
