import type { PeriodRecord } from "../balancer.ts";
import { gramMatrix } from "../gram.ts";
import type { PerTask } from "../per-task.ts";
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
  readonly weights: readonly StepWeights[];
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
  const weights: StepWeights[] = [];
  const records: PeriodRecord[] = [];
  for (const steps of periods) {
    for (const { losses, after, gradients = {} } of steps) {
      if (averages(balancer))
        for (const [task, { keep, add }] of Object.entries(balancer.average(state, losses))) {
          const old = Object.hasOwn(kept, task) ? kept[task]! : [];
          const gradient = Object.hasOwn(gradients, task) ? gradients[task]! : old.map(() => 0);
          const average = gradient.map((value, i) => keep * (old[i] ?? 0) + add * value);
          kept = { ...kept, ...Object.fromEntries([[task, average]]) };
        }
      const gram = gramMatrix(averages(balancer) ? kept : gradients);
      const stepped = balancer.step(state, { losses, gram });
      weights.push({ weights: stepped.weights, heads: stepped.heads });
      state = looksBack(balancer) ? balancer.after(stepped.state, after ?? losses) : stepped.state;
      [state, kept] = between([state, kept] as const);
    }
    const ended = balancer.observe(state);
    state = between(ended.state);
    records.push(ended.record);
  }
  return { state, weights, records };
}
