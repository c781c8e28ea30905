import { solve } from "../numeric/solve.ts";
import { divided, type Matrix, norms, total } from "../numeric/vectors.ts";
import { stepBalancer } from "../step/step-rule.ts";
import type { StepBalancer } from "../step-balancer.ts";
import { amongMoving } from "./among-moving.ts";
import { type HeadsOption, headsOf } from "./heads.ts";

const name = "imtl-g";

/**
 * Impartial multi-task learning, its half that balances gradients: the combination `g = sum_k w_k g_k` with
 * `sum_k w_k = 1` that has the same projection on every task's gradient, `<g, g_i> / |g_i|` alike for all.
 *
 * - With the cosines `C`: `C y = p 1`, `w_k = y_k / |g_k|`. Units do not matter, up to one factor common to all
 *   tasks. Weights may be negative, and large where gradients nearly conflict; so may that factor be: with
 *   three or more tasks, `sum_k w_k = 1` can turn the update against all of them.
 * - The authors, LibMTL and Nash-MTL's code solve the same K - 1 equations, TorchJD by a pseudoinverse. Heads
 *   are "unweighted" as in LibMTL; Nash-MTL's code has them "weighted". LibMTL's IMTL is this on the scaled
 *   losses of `imtlL`.
 * - Our choice: gradients along one line share their weight.
 *
 * @see Liu et al.: Towards Impartial Multi-task Learning, ICLR 2021
 */
export function imtlG(options: HeadsOption = {}): StepBalancer<null> {
  return stepBalancer<null, "gradients">({
    name,
    needs: "gradients",
    raise: null,
    start: () => null,
    weigh(own, { gram }) {
      const weights = amongMoving(gram, impartial);
      return { own, weights, heads: headsOf(options, weights) };
    },
  });
}

function impartial(gram: Matrix): number[] {
  const lengths = norms(gram);
  const shortest = Math.min(...lengths);
  const cosines = divided(gram, lengths);
  const equations = (ridge: number) => [
    ...cosines.map((row, i) => [...row.map((value, j) => (i === j ? value + ridge : value)), -1]),
    [...lengths.map((length) => shortest / length), 0],
  ];
  const right = [...lengths.map(() => 0), 1];
  // A small ridge decides where gradients are along one line.
  const y = solve(equations(0), right) ?? solve(equations(1e-9), right) ?? lengths.map(() => 1);
  const raw = lengths.map((length, k) => y[k]! / length);
  return raw.map((value) => value / total(raw));
}
