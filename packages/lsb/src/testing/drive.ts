import type { PeriodRecord } from "../balancer.ts";
import { gramMatrix } from "../gram.ts";
import { ownValue, type PerTask, perTask } from "../per-task.ts";
import type {
  AveragingBalancer,
  HindsightBalancer,
  StepBalancer,
  StepState,
  StepWeights,
} from "../step-balancer.ts";

/** A step as a trainer sees it: the losses before and after, and the flat gradients. */
export interface Step {
  readonly losses: PerTask<number | null>;
  readonly after?: PerTask<number | null>;
  readonly gradients?: PerTask<readonly number[]>;
}

export interface Driven {
  readonly state: StepState;
  /** `factors` are what each task's gradient of this very step is multiplied by in the update. */
  readonly weights: readonly (StepWeights & { readonly factors: PerTask })[];
  readonly records: readonly PeriodRecord[];
}

export const looksBack = (balancer: StepBalancer): balancer is HindsightBalancer =>
  balancer.needs === "losses-twice";
export const averages = (balancer: StepBalancer): balancer is AveragingBalancer =>
  balancer.needs === "averaged-gradients";

/** Trains on made-up periods of steps; `between` sees the state, and what a trainer keeps, after each step. */
export function drive(
  balancer: StepBalancer,
  tasks: readonly string[],
  periods: readonly (readonly Step[])[],
  between: <T>(kept: T) => T = (kept) => kept,
): Driven {
  let state = balancer.init(tasks);
  let kept: Record<string, number[]> = {};
  const weights: Driven["weights"][number][] = [];
  const records: PeriodRecord[] = [];
  for (const steps of periods) {
    for (const { losses, after, gradients = {} } of steps) {
      const average = averages(balancer) ? balancer.average(state, losses) : {};
      for (const [task, { keep, add }] of Object.entries(average)) {
        const old = Object.hasOwn(kept, task) ? kept[task]! : [];
        const gradient = Object.hasOwn(gradients, task) ? gradients[task]! : old.map(() => 0);
        const next = gradient.map((value, i) => keep * (old[i] ?? 0) + add * value);
        kept = { ...kept, ...Object.fromEntries([[task, next]]) };
      }
      const gram = gramMatrix(averages(balancer) ? kept : gradients);
      const stepped = balancer.step(state, { losses, gram });
      const factors = perTask(tasks, (task) => stepped.weights[task]! * (ownValue(average, task)?.add ?? 1));
      weights.push({ weights: stepped.weights, heads: stepped.heads, factors });
      state = looksBack(balancer) ? balancer.after(stepped.state, after ?? losses) : stepped.state;
      [state, kept] = between([state, kept] as const);
    }
    const ended = balancer.observe(state);
    state = between(ended.state);
    records.push(ended.record);
  }
  return { state, weights, records };
}
