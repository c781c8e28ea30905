import { type PerTask, perTask, sumOver } from "../per-task.ts";

/**
 * `D_k = ((Lbar_k(t-1) / Lbar_k(t-2)) / (Lbar(t-1) / Lbar(t-2)))^beta` of each task that has both means:
 * above 1 for a task whose loss fell less than the overall loss.
 *
 * `Lbar(t-1) / Lbar(t-2)` is taken over these tasks alone, with the weights in force in period `t-1`. Each
 * update keeps the overall loss, so where all tasks have both means it is the same number; and it keeps its
 * meaning where a task got its first label late (our choice).
 *
 * @param trained the weights in force in period `t-1`.
 * @param latest the means of period `t-1`.
 * @param earlier those of period `t-2`.
 * @param maxLog the most that `|log D_k|` may be.
 */
export function difficultyOf(
  trained: PerTask,
  latest: PerTask,
  earlier: PerTask,
  beta: number,
  maxLog: number,
): PerTask {
  const tasks = Object.keys(earlier);
  const overall = (means: PerTask) => sumOver(tasks, (task) => trained[task]! * means[task]!);
  const pace = overall(latest) / overall(earlier);
  return perTask(tasks, (task) => {
    const log = beta * Math.log(latest[task]! / earlier[task]! / pace);
    return Math.exp(Math.max(-maxLog, Math.min(log, maxLog)));
  });
}
