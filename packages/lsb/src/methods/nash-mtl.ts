import { checkNumber } from "../check-number.ts";
import { solve } from "../numeric/solve.ts";
import { divided, type Matrix, norms, square, times, type Vector } from "../numeric/vectors.ts";
import { type PerTask, perTask } from "../per-task.ts";
import { stepBalancer } from "../step/step-rule.ts";
import type { StepBalancer } from "../step-balancer.ts";
import { amongMoving } from "./among-moving.ts";

export interface NashMtlOptions {
  /** The most that the update may be long; 1 by default, as in the authors' code. Infinity for no limit. */
  readonly maxNorm?: number | undefined;
  /** Steps for which weights are kept; 1 by default. */
  readonly every?: number | undefined;
  /** Whether the weights are times `|G|^{1/2}` (Frobenius), as in the authors' code, the default; not so in the paper. */
  readonly normalize?: boolean | undefined;
}

/** The latest bargain, and how many steps there were. */
export interface NashMtlMemory {
  readonly alpha: PerTask;
  readonly steps: number;
}

const name = "nash-mtl";

/**
 * Multi-task learning as a bargaining game: the update `sum_k alpha_k g_k` with the greatest product of the
 * tasks' gains, which is where `G alpha = 1 / alpha`, `alpha > 0`.
 *
 * - `w = min(1, maxNorm / |update|) alpha`, and heads have `alpha`. Above 0. Units do not matter at all
 *   where `maxNorm` is reached or without `normalize`; else up to one factor common to all tasks.
 * - Solved to the last digits by Newton's method, as the minimum of `a^T G a / 2 - sum_k log a_k`, where the
 *   authors, LibMTL and TorchJD take up to 20 rounds of convex programs and stop at 1e-3.
 * - Without an agreement, where some combination of the gradients vanishes, the previous `alpha` stay, at
 *   first 1: so do the authors'.
 *
 * @throws {ConfigError} if an option is out of range.
 * @see Navon et al.: Multi-Task Learning as a Bargaining Game, ICML 2022
 */
export function nashMtl(options: NashMtlOptions = {}): StepBalancer<NashMtlMemory> {
  const { maxNorm = 1, every = 1, normalize = true } = options;
  if (maxNorm !== Number.POSITIVE_INFINITY)
    checkNumber(name, "maxNorm", maxNorm, "above 0", "Infinity is no limit");
  checkNumber(name, "every", every, "at least 1", "1 bargains anew in every step");
  checkNumber(name, "every", every, "whole", "1 bargains anew in every step");
  return stepBalancer<NashMtlMemory, "gradients">({
    name,
    needs: "gradients",
    raise: null,
    start: (tasks) => ({ alpha: perTask(tasks, () => 1), steps: 0 }),
    weigh({ alpha: before, steps }, { tasks, gram }) {
      const kept = tasks.map((task) => before[task]!);
      const size = normalize ? Math.sqrt(Math.hypot(...gram.flat())) : 1;
      const alpha =
        steps % every > 0
          ? kept
          : amongMoving(gram, (products, moving) => {
              const lengths = norms(products);
              const agreed = bargain(divided(products, lengths));
              return agreed ? agreed.map((y, k) => (size * y) / lengths[k]!) : moving.map((k) => kept[k]!);
            });
      const clip = Math.min(1, maxNorm / Math.sqrt(square(gram, alpha)));
      const named = perTask(Object.keys(before), (task) => {
        const k = tasks.indexOf(task);
        return k < 0 || alpha[k] === 0 ? before[task]! : alpha[k]!;
      });
      return { own: { alpha: named, steps: steps + 1 }, weights: alpha.map((a) => clip * a), heads: alpha };
    },
  });
}

/** The `y > 0` with `C y = 1 / y`, by damped Newton steps; null if there is none within a million. */
function bargain(c: Matrix): number[] | null {
  let y: Vector = c.map(() => 1);
  for (let round = 0; round < 200; round++) {
    const slope = times(c, y).map((value, k) => value - 1 / y[k]!);
    const curved = c.map((row, i) => row.map((value, j) => (i === j ? value + 1 / y[i]! ** 2 : value)));
    const step = solve(curved, slope);
    if (!step || Math.max(...y) > 1e6) return null;
    const decrement = Math.sqrt(square(curved, step));
    if (decrement < 1e-14 || (round > 50 && decrement < 1e-11)) return [...y];
    // Self-concordant: this step keeps y > 0, and the whole one does where it is taken.
    const way = decrement < 0.25 ? 1 : 1 / (1 + decrement);
    y = y.map((value, k) => value - way * step[k]!);
  }
  return null;
}
