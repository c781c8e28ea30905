import { checkSeed, type RandomState, uniforms } from "../numeric/philox.ts";
import { softmax } from "../numeric/softmax.ts";
import { stepBalancer } from "../step/step-rule.ts";
import type { StepBalancer } from "../step-balancer.ts";

export interface RlwOptions {
  /** A whole number of 32 bits; 0 by default. */
  readonly seed?: number | undefined;
}

const name = "rlw";

/**
 * Random loss weighting: `w = softmax(z)` with `z ~ N(0, 1)^K`, drawn anew in every step.
 *
 * - Weights are above 0, sum to 1 over the tasks with a label, and depend on no loss: units do matter.
 * - LibMTL and TorchJD agree. Of the paper's distributions this is the one they take by default.
 * - The random state is a seed and the number of draws so far.
 *
 * @throws {ConfigError} if the seed is not a whole number of 32 bits.
 * @see Lin et al.: Reasonable Effectiveness of Random Weighting, TMLR 2022
 */
export function rlw({ seed = 0 }: RlwOptions = {}): StepBalancer<RandomState> {
  checkSeed(name, seed);
  return stepBalancer<RandomState, "losses">({
    name,
    needs: "losses",
    raise: null,
    start: () => ({ seed, draws: 0 }),
    weigh({ seed, draws }, { tasks }) {
      const u = uniforms(seed, draws, 2 * tasks.length);
      // Box and Muller's normal deviates.
      const z = tasks.map(
        (_, k) => Math.sqrt(-2 * Math.log(u[2 * k]!)) * Math.cos(2 * Math.PI * u[2 * k + 1]!),
      );
      return { own: { seed, draws: draws + 1 }, weights: softmax(z) };
    },
  });
}
