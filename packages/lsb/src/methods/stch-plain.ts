import { checkNumber } from "../check-number.ts";
import { softmax } from "../numeric/softmax.ts";
import type { PerTask } from "../per-task.ts";
import { stepBalancer } from "../step/step-rule.ts";
import type { StepBalancer } from "../step-balancer.ts";
import { checkNames } from "../tasks.ts";
import { checkPriorities, sharesOf } from "./priorities.ts";

export interface StchPlainOptions {
  /** `mu`, how smooth the maximum is; 1 by default. */
  readonly mu?: number | undefined;
  /** `lambda_k`, relative to each other; by default all the same. */
  readonly priorities?: PerTask | undefined;
  /** `z*_k`, the best loss that a task could have; 0 by default. */
  readonly ideal?: PerTask | undefined;
}

const name = "stch-plain";

/**
 * Smooth Tchebycheff scalarisation of the losses themselves, as the paper defines it and TorchJD has it:
 * minimises `mu log sum_k exp(lambda_k (L_k - z*_k) / mu)`, so
 * `w_k = lambda_k softmax(lambda (L - z*) / mu)_k`.
 *
 * - Weights are above 0, at most `lambda_k`. Units do matter. Losses may be 0 or negative.
 *
 * @throws {ConfigError} if an option is out of range, or (from `init`) is not that of the tasks.
 * @see Lin et al.: Smooth Tchebycheff Scalarization for Multi-Objective Optimization, ICML 2024
 */
export function stchPlain({ mu = 1, priorities, ideal }: StchPlainOptions = {}): StepBalancer<PerTask> {
  checkNumber(name, "mu", mu, "above 0", "A small one comes close to the maximum");
  if (priorities) checkPriorities(name, priorities);
  for (const [task, loss] of Object.entries(ideal ?? {}))
    checkNumber(name, `ideal.${task}`, loss, "any", "0 is the best that most losses can be");
  return stepBalancer<PerTask, "losses">({
    name,
    needs: "losses",
    raise: null,
    start(tasks) {
      if (ideal) checkNames(name, "an ideal loss", tasks, ideal);
      return sharesOf(name, tasks, priorities);
    },
    weigh(own, { tasks, losses }) {
      const lambda = tasks.map((task) => own[task]!);
      const above = losses.map((loss, k) => loss - (ideal ? ideal[tasks[k]!]! : 0));
      const shares = softmax(above.map((value, k) => (lambda[k]! * value) / mu));
      return { own, weights: shares.map((share, k) => lambda[k]! * share) };
    },
  });
}
