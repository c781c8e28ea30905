import { checkNumber } from "../check-number.ts";
import { ConfigError } from "../errors.ts";
import { type FloorOption, raiseTo } from "../floor.ts";
import { type AdamOptions, adam, checkAdam, type Learned, learned } from "../numeric/adam.ts";
import { softmax } from "../numeric/softmax.ts";
import { type PerTask, perTask } from "../per-task.ts";
import { labelledLosses } from "../step/labelled.ts";
import { stepBalancer } from "../step/step-rule.ts";
import type { HindsightBalancer } from "../step-balancer.ts";

export interface FamoOptions extends AdamOptions, FloorOption {
  /** 0.025 by default. */
  readonly learningRate?: number | undefined;
  /** The paper's gamma, 0.001 by default, as in LibMTL; the authors' `famo.py` has 0.01. */
  readonly weightDecay?: number | undefined;
  /** Added to each loss; 0 by default. The authors and LibMTL add 1e-8. */
  readonly offset?: number | undefined;
}

/** The logits `xi_k`, and the losses of a step whose batch has not been looked at again. */
export interface FamoMemory {
  readonly logits: Learned;
  readonly before: PerTask | null;
}

const name = "famo";

/**
 * Fast adaptive multitask optimisation: lets all losses fall at one rate, without their gradients. With
 * `z = softmax(xi)`, a step minimises `sum_k z_k log L_k / sum_j z_j / L_j`, so
 * `w_k = (z_k / L_k) / sum_j z_j / L_j`. After it, `after` takes the losses of the same batch again, and Adam
 * moves `xi` down the gradient of `sum_k z_k (log L_k(before) - log L_k(after))`.
 *
 * - Weights are above 0 and sum to 1 over the tasks with a label. Units do not matter, up to one factor common
 *   to all tasks.
 * - Costs a second forward pass. The authors also clip the shared gradient's norm to 1: that is the optimiser's.
 * - Our choice: a task moves in a step that has its label before and after.
 *
 * @throws {ConfigError} if an option is out of range.
 * @see Liu, Feng, Stone, Liu: FAMO: Fast Adaptive Multitask Optimization, NeurIPS 2023
 */
export function famo(options: FamoOptions = {}): HindsightBalancer<FamoMemory> {
  const { offset = 0 } = options;
  const rates = {
    ...options,
    learningRate: options.learningRate ?? 0.025,
    weightDecay: options.weightDecay ?? 0.001,
  };
  checkAdam(name, rates);
  checkNumber(name, "offset", offset, "at least 0", "The authors add 1e-8");
  const raise = raiseTo(name, options);

  const balancer = stepBalancer<FamoMemory, "losses-twice">({
    name,
    needs: "losses-twice",
    raise,
    start: (tasks) => ({ logits: learned(tasks, 0), before: null }),
    weigh({ logits }, { tasks, losses }) {
      const z = softmax(tasks.map((task) => logits.values[task]!));
      const raw = z.map((share, k) => share / (losses[k]! + offset));
      const total = raw.reduce((sum, value) => sum + value, 0);
      const before = perTask(tasks, (task) => losses[tasks.indexOf(task)]!);
      return { own: { logits, before }, weights: raw.map((value) => value / total) };
    },
    idle: ({ logits }) => ({ logits, before: {} }),
  });
  return {
    ...balancer,
    after(state, given) {
      const { period, seen, own } = state;
      if (!own.before)
        throw new ConfigError(
          name,
          "a step before its hindsight",
          { period },
          "Call step, train, then after",
        );
      const all = Object.keys(state.weights);
      const losses = labelledLosses(name, raise, { period, step: seen.steps }, all, given);
      const { before, logits } = own;
      const tasks = Object.keys(before)
        .sort()
        .filter((task) => Object.hasOwn(losses, task));
      const z = softmax(tasks.map((task) => logits.values[task]!));
      const falls = tasks.map((task) => Math.log(before[task]! + offset) - Math.log(losses[task]! + offset));
      const mean = falls.reduce((sum, fall, k) => sum + z[k]! * fall, 0);
      const gradient = perTask(tasks, (task) => {
        const k = tasks.indexOf(task);
        return z[k]! * (falls[k]! - mean);
      });
      return { ...state, own: { logits: adam(logits, gradient, rates), before: null } };
    },
  };
}
