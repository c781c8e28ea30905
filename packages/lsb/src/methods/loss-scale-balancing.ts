import type { Balancer } from "../balancer.ts";
import { checkNumber, checkRange } from "../check-number.ts";
import { type FloorOption, raiseTo } from "../floor.ts";
import { ownValue, type PerTask, perTask, sumOver } from "../per-task.ts";
import { settle } from "../settle.ts";
import { checkTasks } from "../tasks.ts";
import { type BetaSchedule, betaAt, checkBeta, defaultBeta } from "./beta-schedule.ts";
import { difficultyOf } from "./difficulty.ts";
import { checkPriorities, sharesOf } from "./priorities.ts";

export interface LossScaleBalancingOptions extends FloorOption {
  /** Wanted shares of the overall loss, relative to each other and above 0; by default all the same. */
  readonly priorities?: PerTask | undefined;
  /** The exponent of the difficulty; by default linear with a step of 0.02 per period. */
  readonly beta?: BetaSchedule | undefined;
  /** Our choice, off by default: the most that `|log D_k|` may be, as a large beta amplifies noise. */
  readonly maxLogDifficulty?: number | undefined;
}

const name = "lsb";

/**
 * Loss scale balancing: holds each `w_k Lbar_k` at its share `pi_k` of the overall loss, leaning to difficult
 * tasks.
 *
 * - `w_k(1) = pi_k`
 * - `w_k(2) = pi_k Lbar(1) / Lbar_k(1)`
 * - `w_k(t) = alpha pi_k Lbar(t-1) / Lbar_k(t-1) D_k` for `t >= 3`, with `alpha = 1 / sum_j pi_j D_j` and
 *   `D_k = ((Lbar_k(t-1) / Lbar_k(t-2)) / (Lbar(t-1) / Lbar(t-2)))^beta(t)`
 *
 * Our choice: a task's own first and second period are the first two with a label. Until the first has ended
 * it keeps the weight `pi_k` and the others share the overall loss; until the second has ended, `D_k = 1`.
 *
 * @throws {ConfigError} if an option is out of range, or (from `init`) the priorities are not those of the
 *   tasks.
 * @throws {LossError} from `observe`, if a mean is not finite, or not above 0 and no `floor` is set.
 * @see Lee, Lee, Kim: Learning Multiple Pixelwise Tasks Based on Loss Scale Balancing, ICCV 2021
 */
export function lossScaleBalancing(options: LossScaleBalancingOptions = {}): Balancer {
  const { priorities, beta: schedule = defaultBeta, maxLogDifficulty } = options;
  if (priorities) checkPriorities(name, priorities);
  checkBeta(name, schedule);
  const raise = raiseTo(name, options);
  if (maxLogDifficulty !== undefined)
    checkNumber(name, "maxLogDifficulty", maxLogDifficulty, "above 0", "Leave it out for no limit");

  return {
    name,
    init(tasks) {
      checkTasks(name, tasks);
      return { period: 1, weights: sharesOf(name, tasks, priorities), means: {} };
    },
    weights: (state) => state.weights,
    observe(state, given, labelled) {
      const { period, weights: trained, means: earlier } = state;
      const { means, overall, carried } = settle(name, state, given, raise);
      const beta = betaAt(schedule, period + 1);
      const difficulty = difficultyOf(
        trained,
        means,
        earlier,
        beta,
        maxLogDifficulty ?? Number.POSITIVE_INFINITY,
      );
      checkRange(name, "difficulty", period, difficulty, tooFar);

      const tasks = Object.keys(trained);
      const priority = sharesOf(name, tasks, priorities);
      const wanted = (task: string) => priority[task]! * (ownValue(difficulty, task) ?? 1);
      const alpha = 1 / sumOver(Object.keys(means), wanted);
      const weights = perTask(tasks, (task) => {
        const mean = ownValue(means, task);
        return mean === undefined ? trained[task]! : (alpha * wanted(task) * overall) / mean;
      });
      checkRange(name, "weight", period, weights, tooFar);

      const judged = Object.keys(difficulty).length > 0 ? difficulty : null;
      return {
        state: { period: period + 1, weights, means },
        record: {
          ...{ period, means, overall, trained, weights, difficulty: judged, beta, carried },
          ...(labelled && { labelled }),
        },
      };
    },
  };
}

const tooFar = "Cap beta or set maxLogDifficulty, and bring the losses nearer to 1";
