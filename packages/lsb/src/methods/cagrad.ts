import { checkNumber } from "../check-number.ts";
import { simplexMinimum } from "../numeric/simplex-minimum.ts";
import { type Matrix, norms, square, times } from "../numeric/vectors.ts";
import { stepBalancer } from "../step/step-rule.ts";
import type { StepBalancer } from "../step-balancer.ts";
import { type HeadsOption, headsOf } from "./heads.ts";

export interface CaGradOptions extends HeadsOption {
  /** How far from the mean gradient the update may be, in its length; 0.5 by default. */
  readonly c?: number | undefined;
  /** What the update is divided by: `1 + c^2` ("square", LibMTL's default), `1 + c` ("linear") or 1 ("none", the paper and TorchJD). */
  readonly rescale?: "square" | "linear" | "none" | undefined;
  /** The factor of the update: 1 (LibMTL, TorchJD) or the number of tasks (Nash-MTL's code). */
  readonly factor?: 1 | "tasks" | undefined;
}

const name = "cagrad";

/**
 * Conflict-averse gradient descent: of all updates within `c |g_0|` of the mean gradient `g_0`, the one along
 * which the loss that falls least falls most. With `g_w = sum_k v_k g_k` and the `v` of the simplex that has
 * the least `<g_w, g_0> + c |g_0| |g_w|`, it is `g_0 + c |g_0| g_w / |g_w|`.
 *
 * - `w_k = (1 / K + c |g_0| v_k / |g_w|) / (1 + c^2)`, above 0. Units matter.
 * - Solved to the last digits, where the authors and LibMTL call SLSQP and add 1e-8 to what they divide by.
 * - Where some combination of the gradients vanishes, no update is good for all: the weights are 0, as in
 *   TorchJD. Here that is a `|g_w|` below a millionth of the longest gradient.
 *
 * @throws {ConfigError} if `c` is out of range.
 * @see Liu et al.: Conflict-Averse Gradient Descent for Multi-task Learning, NeurIPS 2021
 */
export function caGrad(options: CaGradOptions = {}): StepBalancer<null> {
  const { c = 0.5, rescale = "square", factor = 1 } = options;
  checkNumber(name, "c", c, "at least 0", "The authors have 0.4 and 0.5");
  const divisor = { square: 1 + c * c, linear: 1 + c, none: 1 }[rescale];
  return stepBalancer<null, "gradients">({
    name,
    needs: "gradients",
    raise: null,
    start: () => null,
    weigh(own, { gram }) {
      const scale = (factor === 1 ? 1 : gram.length) / divisor;
      const weights = combination(gram, c).map((weight) => scale * weight);
      return { own, weights, heads: headsOf(options, weights) };
    },
  });
}

function combination(gram: Matrix, c: number): number[] {
  const mean = gram.map(() => 1 / gram.length);
  const radius = c * Math.sqrt(square(gram, mean));
  if (radius === 0) return mean;
  const towards = times(gram, mean);
  // |g_v| is the least of |g_v|^2 / 2t + t/2 over t, so v is a least square for the t that is |g_v|.
  const at = (t: number) =>
    simplexMinimum(
      gram.map((row) => row.map((value) => (radius / t) * value)),
      towards,
    );
  const length = (t: number) => Math.sqrt(square(gram, at(t)));
  const longest = Math.max(...norms(gram));
  const t = fixedPoint(length, 1e-6 * longest, longest);
  return t === null ? mean.map(() => 0) : at(t).map((share, k) => mean[k]! + (radius * share) / t);
}

/**
 * The `t` with `f(t) = t`, for an `f` that crosses from above at most once; null if it is below at `low`. By
 * regula falsi in logarithms, halving the value of an end that stays a second time (Illinois).
 */
function fixedPoint(f: (t: number) => number, low: number, high: number): number | null {
  const excess = (x: number) => Math.log(f(Math.exp(x))) - x;
  let [a, b] = [Math.log(low), Math.log(high)];
  let [above, below] = [excess(a), excess(b)];
  if (!(above > 0)) return null;
  let x = b;
  let value = below;
  for (let round = 0, side = 0; round < 100 && Math.abs(value) > 1e-15 && b - a > 1e-15; round++) {
    x = (a * below - b * above) / (below - above);
    value = excess(x);
    if (value > 0) {
      [a, above] = [x, value];
      if (side > 0) below /= 2;
    } else {
      [b, below] = [x, value];
      if (side < 0) above /= 2;
    }
    side = Math.sign(value);
  }
  return Math.exp(x);
}
