import { checkSeed, type RandomState, uniforms } from "../numeric/philox.ts";
import { dot } from "../numeric/vectors.ts";
import { stepBalancer } from "../step/step-rule.ts";
import type { StepBalancer } from "../step-balancer.ts";
import { type HeadsOption, headsOf } from "./heads.ts";

export interface PcGradOptions extends HeadsOption {
  /** A whole number of 32 bits; 0 by default. */
  readonly seed?: number | undefined;
  /** A new order of the others for each task (the paper, LibMTL, TorchJD; the default), or one for all ("once", the authors' code). */
  readonly order?: "each" | "once" | undefined;
  /** The sum of the projected gradients (the default) or their mean (an option of Nash-MTL's code). */
  readonly reduction?: "sum" | "mean" | undefined;
  /** Whether a task also looks at its own gradient, as in LibMTL; not by default (the paper, TorchJD). */
  readonly itself?: boolean | undefined;
}

const name = "pcgrad";

/**
 * Projecting conflicting gradients: each task's gradient, in a random order of the others, gives up its part
 * along any `g_j` that it goes against: `p <- p - <p, g_j> / <g_j, g_j> g_j` where `<p, g_j> < 0`. The update
 * is the sum of what remains, so `w_j` is how much of `g_j` has come together in it.
 *
 * - Weights are at least 1. Units matter.
 * - The random state is a seed and the number of draws so far.
 *
 * @throws {ConfigError} if the seed is not a whole number of 32 bits.
 * @see Yu et al.: Gradient Surgery for Multi-Task Learning, NeurIPS 2020
 */
export function pcGrad(options: PcGradOptions = {}): StepBalancer<RandomState> {
  const { seed: first = 0, order = "each", reduction = "sum", itself = false } = options;
  checkSeed(name, first);
  return stepBalancer<RandomState, "gradients">({
    name,
    needs: "gradients",
    raise: null,
    start: () => ({ seed: first, draws: 0 }),
    weigh({ seed, draws }, { gram }) {
      const size = gram.length;
      const u = uniforms(seed, draws, order === "each" ? size * (size - 1) : size - 1);
      const parts = gram.map((_, i) => {
        const from = order === "each" ? i * (size - 1) : 0;
        const part = gram.map((_, k) => (k === i ? 1 : 0));
        for (const j of shuffled(size, u.slice(from, from + size - 1))) {
          if (j === i && !itself) continue;
          const product = dot(gram[j]!, part);
          if (product < 0) part[j]! -= product / gram[j]![j]!;
        }
        return part;
      });
      const sums = gram.map((_, k) => parts.reduce((sum, part) => sum + part[k]!, 0));
      const weights = reduction === "sum" ? sums : sums.map((sum) => sum / size);
      return { own: { seed, draws: draws + 1 }, weights, heads: headsOf(options, weights) };
    },
  });
}

/** `0 .. size - 1` in the order that Fisher and Yates make of uniform numbers. */
function shuffled(size: number, u: readonly number[]): number[] {
  const order = Array.from({ length: size }, (_, k) => k);
  for (let last = size - 1; last > 0; last--) {
    const chosen = Math.floor(u[size - 1 - last]! * (last + 1));
    [order[last], order[chosen]] = [order[chosen]!, order[last]!];
  }
  return order;
}
