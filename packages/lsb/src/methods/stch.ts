import { checkNumber } from "../check-number.ts";
import { type FloorOption, raiseTo } from "../floor.ts";
import { softmax } from "../numeric/softmax.ts";
import { ownValue, type PerTask } from "../per-task.ts";
import { stepBalancer } from "../step/step-rule.ts";
import type { StepBalancer } from "../step-balancer.ts";
import { firstMeans } from "./first-means.ts";

export interface StchOptions extends FloorOption {
  /** `mu`, how smooth the maximum is; 1 by default. */
  readonly mu?: number | undefined;
  /** Periods of warm-up before the one whose means become the nadir; 4 by default, counted in epochs. */
  readonly warmup?: number | undefined;
  /** The factor of the objective: the number of tasks (the authors' code and LibMTL) or 1 (the paper). */
  readonly factor?: "tasks" | 1 | undefined;
}

/** `z_k`, the mean loss of each task in the period after the warm-up. */
export interface StchMemory {
  readonly nadir: PerTask;
}

const name = "stch";

/**
 * Smooth Tchebycheff scalarisation as its authors train networks with it: minimises
 * `K mu log sum_k exp(log(L_k / z_k) / mu)`, so `w_k = K softmax(log(L / z) / mu)_k / L_k`. The nadir `z_k` is
 * the mean of `L_k` over the period after the warm-up; up to its end the objective is `sum_k log L_k`.
 *
 * - Weights are above 0. Units do not matter at all: `w_k L_k` stays as it is.
 * - LibMTL is the authors' code; both add 1e-20 to what they take the logarithm of, which changes nothing here.
 *   TorchJD's is the plain scalarisation of `L_k` itself, without nadir: `stchPlain`.
 * - Our choice: a task whose nadir is not known yet stands beside the maximum with `log L_k`, and the first
 *   period in which it has labels gives it one.
 *
 * @throws {ConfigError} if an option is out of range.
 * @see Lin et al.: Smooth Tchebycheff Scalarization for Multi-Objective Optimization, ICML 2024
 */
export function stch(options: StchOptions = {}): StepBalancer<StchMemory> {
  const { mu = 1, warmup = 4, factor = "tasks" } = options;
  checkNumber(name, "mu", mu, "above 0", "A small one comes close to the maximum");
  checkNumber(name, "warmup", warmup, "at least 0", "Give whole periods");
  checkNumber(name, "warmup", warmup, "whole", "Give whole periods");
  return stepBalancer<StchMemory, "losses">({
    name,
    needs: "losses",
    raise: raiseTo(name, options),
    start: () => ({ nadir: {} }),
    weigh(own, { tasks, losses }) {
      const ratios = tasks.flatMap((task, k) => {
        const nadir = ownValue(own.nadir, task);
        return nadir === undefined ? [] : [{ task, ratio: Math.log(losses[k]! / nadir) / mu }];
      });
      const shares = softmax(ratios.map(({ ratio }) => ratio));
      const scale = factor === "tasks" ? ratios.length : 1;
      const share = (task: string) => {
        const at = ratios.findIndex((known) => known.task === task);
        return at < 0 ? 1 : scale * shares[at]!;
      };
      return { own, weights: tasks.map((task, k) => share(task) / losses[k]!) };
    },
    turn: (own, { given, record: { period } }) =>
      period <= warmup ? own : { nadir: firstMeans(own.nadir, given) },
  });
}
