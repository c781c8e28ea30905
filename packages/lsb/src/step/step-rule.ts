import { checkNumber } from "../check-number.ts";
import { LossError } from "../errors.ts";
import type { Raise } from "../floor.ts";
import { gramRows } from "../gram.ts";
import { ownValue, perTask } from "../per-task.ts";
import type { StepBalancer } from "../step-balancer.ts";
import { checkTasks } from "../tasks.ts";
import { labelledLosses } from "./labelled.ts";
import { type Closed, close, nothingSeen, withStep } from "./period-seen.ts";

/**
 * A step as a rule sees it: the tasks with a label alone, at least one, sorted by name, and everything in that
 * order; so no bit of a method depends on the order of the tasks in the run.
 */
interface LabelledStep {
  readonly tasks: readonly string[];
  readonly losses: readonly number[];
  /** Empty for a rule that needs no gradients. */
  readonly gram: readonly (readonly number[])[];
  /** `t`, counted from 1. */
  readonly period: number;
  readonly learningRate: number | undefined;
}

/** What is particular to one method that acts in every step. */
export interface StepRule<Own, Needs extends StepBalancer["needs"]> {
  readonly name: string;
  readonly needs: Needs;
  /** For a rule that needs losses above 0; null for one to which any finite loss will do. */
  readonly raise: Raise | null;
  start(tasks: readonly string[]): Own;
  /** The weights of a step in the order of its tasks; `heads` are the same where it gives none. */
  weigh(
    own: Own,
    step: LabelledStep,
  ): { readonly own: Own; readonly weights: readonly number[]; readonly heads?: readonly number[] };
  /** What a step without any label changes. */
  idle?(own: Own): Own;
  /** What changes at a period's end. */
  turn?(own: Own, closed: Closed): Own;
}

/** The balancer that follows a rule: checks what it is told, adds up its periods, keeps the log. */
export function stepBalancer<Own, Needs extends StepBalancer["needs"]>(
  rule: StepRule<Own, Needs>,
): StepBalancer<Own> & { readonly needs: Needs } {
  const { name, needs, raise } = rule;
  return {
    name,
    needs,
    init(tasks) {
      checkTasks(name, tasks);
      const weights = perTask(tasks, () => 1);
      return { period: 1, weights, means: {}, seen: nothingSeen(tasks), own: rule.start([...tasks].sort()) };
    },
    weights: (state) => state.weights,
    step(state, { losses: given, gram, learningRate }) {
      const { period, seen } = state;
      if (learningRate !== undefined)
        checkNumber(name, "learningRate", learningRate, "at least 0", "Leave it out for that of the options");
      const all = Object.keys(state.weights);
      const losses = labelledLosses(name, raise, { period, step: seen.steps + 1 }, all, given);
      const tasks = Object.keys(losses).sort();
      const rows = needs === "losses" || needs === "losses-twice" ? [] : gramRows(name, period, tasks, gram);
      const step = { tasks, losses: tasks.map((task) => losses[task]!), gram: rows, period, learningRate };
      const idle = () => ({ own: rule.idle ? rule.idle(state.own) : state.own, weights: [], heads: [] });
      const weighed = tasks.length === 0 ? idle() : rule.weigh(state.own, step);
      const named = (values: readonly number[]) => {
        const found = perTask(tasks, (task) => values[tasks.indexOf(task)]! + 0);
        return perTask(all, (task) => {
          const value = ownValue(found, task) ?? 0;
          if (Number.isFinite(value)) return value;
          throw new LossError(name, "a finite weight", { task, period, weight: value }, tooFar);
        });
      };
      const weights = named(weighed.weights);
      const heads = weighed.heads ? named(weighed.heads) : weights;
      return {
        state: { ...state, weights, seen: withStep(seen, losses, weights), own: weighed.own },
        weights,
        heads,
      };
    },
    observe({ period, weights, means, seen, own }) {
      const closed = close(seen, period, weights, means);
      return {
        state: {
          period: period + 1,
          weights,
          means: closed.record.means,
          seen: nothingSeen(Object.keys(weights)),
          own: rule.turn ? rule.turn(own, closed) : own,
        },
        record: closed.record,
      };
    },
  };
}

const tooFar = "Bring the losses nearer to 1";
