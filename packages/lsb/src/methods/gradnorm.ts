import { checkNumber } from "../check-number.ts";
import { LossError } from "../errors.ts";
import { type FloorOption, raiseTo } from "../floor.ts";
import { type AdamOptions, adam, checkAdam, type Learned, learned } from "../numeric/adam.ts";
import { softmax } from "../numeric/softmax.ts";
import { norms, total } from "../numeric/vectors.ts";
import { type PerTask, perTask } from "../per-task.ts";
import { stepBalancer } from "../step/step-rule.ts";
import type { StepBalancer } from "../step-balancer.ts";
import { firstMeans } from "./first-means.ts";
import { type HeadsOption, headsOf } from "./heads.ts";

export interface GradNormOptions extends AdamOptions, HeadsOption, FloorOption {
  /** How much more the tasks that lag behind are trained; 1.5 by default. 0: gradients of one length. */
  readonly alpha?: number | undefined;
  /**
   * What is learned: logits, `w = K softmax(x)`, against the mean losses of the first period, in which
   * `w = 1` ("softmax", LibMTL; the default), or `w` itself, kept at a sum of K, against the first losses
   * ("direct", the paper and TorchJD).
   */
  readonly form?: "softmax" | "direct" | undefined;
}

/** The logits or the weights, and the losses `L_k(0)` that the training rates are counted from. */
export interface GradNormMemory {
  readonly learned: Learned;
  readonly start: PerTask;
}

const name = "gradnorm";

/**
 * Gradient normalisation: learns the weights by which all tasks train at one rate. With `n_k = w_k |g_k|`, and
 * `r_k = (L_k / L_k(0)) / mean_j (L_j / L_j(0))`, Adam lowers `sum_k |n_k - mean_j n_j r_k^alpha|`, where only
 * the first `n_k` is learned through.
 *
 * - `gram` is that of the gradients by the weights of one layer, the last shared one in the paper; its
 *   diagonal alone is read. The weights hold for the whole network.
 * - Weights are above 0 and drift to where units do not matter. The paper learns at 0.025, LibMTL by the
 *   network's own optimiser (see `learningRate` of `StepSeen`); the default 1e-4 is the NYUv2 protocol's.
 * - Heads are "unweighted" as in LibMTL; in the paper, "weighted".
 * - Our choice: a task without `L_k(0)` has the weight 1 and stands beside the others.
 *
 * @throws {ConfigError} if an option is out of range.
 * @throws {LossError} from `step`, if a "direct" weight would fall to 0.
 * @see Chen et al.: GradNorm: Gradient Normalization for Adaptive Loss Balancing in Deep Multitask Networks,
 *   ICML 2018
 */
export function gradNorm(options: GradNormOptions = {}): StepBalancer<GradNormMemory> {
  const { alpha = 1.5, form = "softmax" } = options;
  checkAdam(name, options);
  checkNumber(name, "alpha", alpha, "at least 0", "The paper has 1.5 for NYUv2");

  return stepBalancer<GradNormMemory, "gradients">({
    name,
    needs: "gradients",
    raise: raiseTo(name, options),
    start: (tasks) => ({ learned: learned(tasks, 1), start: {} }),
    weigh(own, { tasks, losses, gram, period, learningRate = options.learningRate }) {
      const fresh = form === "softmax" ? [] : tasks.filter((task) => !Object.hasOwn(own.start, task));
      const start = { ...own.start, ...perTask(fresh, (task) => losses[tasks.indexOf(task)]!) };
      const group = tasks.filter((task) => Object.hasOwn(start, task));
      const at = (task: string) => tasks.indexOf(task);
      const values = group.map((task) => own.learned.values[task]!);
      const w = form === "direct" ? values : softmax(values).map((share) => group.length * share);

      const lengths = norms(gram);
      const weighted = group.map((task, k) => w[k]! * lengths[at(task)]!);
      const ratios = group.map((task) => losses[at(task)]! / start[task]!);
      const mean = (of: readonly number[]) => total(of) / of.length;
      const wanted = ratios.map((ratio) => mean(weighted) * (ratio / mean(ratios)) ** alpha);
      const slopes = group.map((task, k) => Math.sign(weighted[k]! - wanted[k]!) * lengths[at(task)]!);
      const pull = total(slopes.map((slope, k) => (w[k]! * slope) / group.length));
      const gradient = perTask(group, (task) => {
        const k = group.indexOf(task);
        return form === "direct" ? slopes[k]! : w[k]! * (slopes[k]! - pull);
      });
      const moved = adam(own.learned, gradient, { ...options, learningRate });

      const weights = tasks.map((task) => (group.includes(task) ? w[group.indexOf(task)]! : 1));
      return {
        own: { start, learned: form === "direct" ? keptSum(moved, own.learned, group, period) : moved },
        weights,
        heads: headsOf(options, weights),
      };
    },
    turn: (own, { given }) => (form === "direct" ? own : { ...own, start: firstMeans(own.start, given) }),
  });
}

/** The moved weights of the group, brought back to the sum that they had. */
function keptSum(moved: Learned, before: Learned, group: readonly string[], period: number): Learned {
  const sum = ({ values }: Learned) => total(group.map((task) => values[task]!));
  const scale = sum(before) / sum(moved);
  for (const task of group)
    if (!(moved.values[task]! > 0))
      throw new LossError(name, "a weight above 0", { task, period, weight: moved.values[task]! }, tooFast);
  const values = perTask(Object.keys(moved.values), (task) =>
    group.includes(task) ? scale * moved.values[task]! : moved.values[task]!,
  );
  return { ...moved, values };
}

const tooFast = "Lower learningRate, or take the form softmax";
