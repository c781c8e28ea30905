import type { Balancer, BalancerState } from "../balancer.ts";
import { checkNumber, checkRange } from "../check-number.ts";
import { type FloorOption, raiseTo } from "../floor.ts";
import { ownValue, type PerTask, perTask, sumOver } from "../per-task.ts";
import { settle } from "../settle.ts";
import { checkTasks } from "../tasks.ts";
import { checkPriorities, sharesOf } from "./priorities.ts";

export interface MlrOptions extends FloorOption {
  /** `c_k`, relative to each other and above 0; by default all the same. */
  readonly priorities?: PerTask | undefined;
  /** Periods in an epoch; 4 by default. */
  readonly periodsPerEpoch?: number | undefined;
  /** `lambda` in the first epoch; 3 by default. */
  readonly start?: number | undefined;
  /** What it changes by from epoch to epoch; -1.5 by default. */
  readonly slope?: number | undefined;
  /** Where it stays; -3 by default. */
  readonly end?: number | undefined;
}

/** Also the overall loss that the latest means would have had under the weights made from them. */
export interface MlrState extends BalancerState {
  readonly overall: number | null;
}

const name = "mlr";

/**
 * Multi-loss rebalancing, by the authors of loss scale balancing a year before it. At the end of period `t`:
 *
 * - `w_k = L c_k / L_k` for `t = 1`, where `w_k` was `c_k`: each `w_k L_k` has its share `c_k`.
 * - `w_k *= clip(1 + lambda ((L(t) / L(t-1)) (L_k(t-1) / L_k(t)) - 1), 1/2, 2)` later, where `L(t-1)` is the
 *   overall loss of the previous means under the weights that came of them.
 * - `lambda = max(3 - 1.5 epoch, -3)`, epochs from 0, four periods in each: at first the tasks that fall fast
 *   gain weight, in the end those that fall slowly.
 *
 * Weights are above 0. From the second period on, units do not matter, up to one factor common to all tasks.
 * Unlike those of loss scale balancing, the weights compound.
 *
 * Our choice: the weights of the first period are the `c_k`; a task without a first label keeps that, and its
 * first mean gives it its share, as if in the first period.
 *
 * @throws {ConfigError} if an option is out of range, or (from `init`) the priorities are not those of the
 *   tasks.
 * @throws {LossError} from `observe`, if a mean is not finite, or not above 0 and no `floor` is set.
 * @see Lee, Kim: Multi-Loss Rebalancing Algorithm for Monocular Depth Estimation, ECCV 2020
 */
export function mlr(options: MlrOptions = {}): Balancer<MlrState> {
  const { priorities, periodsPerEpoch = 4, start = 3, slope = -1.5, end = -3 } = options;
  if (priorities) checkPriorities(name, priorities);
  checkNumber(name, "periodsPerEpoch", periodsPerEpoch, "above 0", "The authors have 4");
  checkNumber(name, "start", start, "any", "The authors have 3");
  checkNumber(name, "slope", slope, "any", "The authors have -1.5");
  checkNumber(name, "end", end, "any", "The authors have -3");
  const raise = raiseTo(name, options);
  const [least, most] = [Math.min(start, end), Math.max(start, end)];
  const lambdaAt = (period: number) =>
    Math.min(Math.max(start + slope * Math.floor((period - 1) / periodsPerEpoch), least), most);
  return {
    name,
    init(tasks) {
      checkTasks(name, tasks);
      return { period: 1, weights: sharesOf(name, tasks, priorities), means: {}, overall: null };
    },
    weights: (state) => state.weights,
    observe(state, given, labelled) {
      const { period, weights: trained, means: earlier, overall: before } = state;
      const { means, overall, carried } = settle(name, state, given, raise);
      const tasks = Object.keys(trained);
      const priority = sharesOf(name, tasks, priorities);
      const known = Object.keys(means);
      const shared = sumOver(known, (task) => priority[task]!);
      const paceOfAll = ownPace(earlier, trained, means, before);
      const weights = perTask(tasks, (task) => {
        const mean = ownValue(means, task);
        if (mean === undefined) return trained[task]!;
        const previous = ownValue(earlier, task);
        if (previous === undefined) return (overall * priority[task]!) / shared / mean;
        const factor = 1 + lambdaAt(period) * (paceOfAll * (previous / mean) - 1);
        return trained[task]! * Math.min(Math.max(factor, 1 / 2), 2);
      });
      checkRange(name, "weight", period, weights, "Bring the losses nearer to 1");
      const next = sumOver(known, (task) => weights[task]! * means[task]!);
      return {
        state: { period: period + 1, weights, means, overall: next },
        record: {
          ...{ period, means, overall, trained, weights, difficulty: null, beta: 0, carried },
          ...(labelled && { labelled }),
        },
      };
    },
  };
}

/** `L(t) / L(t-1)`, both under the weights in force in `t`, over the tasks that have both means. */
function ownPace(earlier: PerTask, trained: PerTask, means: PerTask, before: number | null): number {
  const tasks = Object.keys(earlier);
  return before === null ? 1 : sumOver(tasks, (task) => trained[task]! * means[task]!) / before;
}
