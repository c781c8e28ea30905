import type { PerTask } from "./per-task.ts";

/** The mean of each task's loss over a period; `null` for a task without a labelled pixel in all of it. */
export type PeriodMeans = PerTask<number | null>;

/** What a balancer remembers: plain JSON, and the same bits after a trip through it. */
export interface BalancerState {
  /** The coming or current period `t`, counted from 1. */
  readonly period: number;
  /** The weights in force in it, `w_k(t)`. */
  readonly weights: PerTask;
  /** The latest mean of each task; a task that has not been labelled yet is absent. */
  readonly means: PerTask;
}

/** One period as a log wants it. */
export interface PeriodRecord {
  /** `t`, counted from 1. */
  readonly period: number;
  /** `Lbar_k(t)` as used, so carried over or raised to a floor; a task never labelled is absent. */
  readonly means: PerTask;
  /** `Lbar(t) = sum_k w_k(t) Lbar_k(t)`, the mean of the weighted loss that was trained. */
  readonly overall: number;
  /** `w_k(t)`, in force in this period. */
  readonly trained: PerTask;
  /** `w_k(t + 1)`. */
  readonly weights: PerTask;
  /** `D_k` behind `weights`, for the tasks with two means; `null` while there is none. */
  readonly difficulty: PerTask | null;
  /** `beta(t + 1)`, the exponent behind `difficulty`; 0 for a balancer without one. */
  readonly beta: number;
  /** Tasks without a label in this period, whose previous mean stands in. */
  readonly carried: readonly string[];
  /** In how many steps of the period each task had a label, where the balancer was told. */
  readonly labelled?: PerTask;
}

/**
 * A rule for the tasks' weights as a record of pure functions: nothing is changed in place, and the state is
 * all there is to store, print or resume. Its weights hold for a period; a `StepBalancer` has new ones in
 * every step.
 */
export interface Balancer<State extends BalancerState = BalancerState> {
  readonly name: string;
  /** The state before the first period. @throws {ConfigError} if the options do not fit the tasks. */
  init(tasks: readonly string[]): State;
  /** `w_k(t)`, constant within the coming or current period. */
  weights(state: State): PerTask;
  /**
   * Ends a period.
   *
   * @param labelled in how many of its steps each task had a label, for the record.
   * @throws {LossError} if a mean cannot be used; it names the task and the period.
   */
  observe(
    state: State,
    means: PeriodMeans,
    labelled?: PerTask,
  ): { readonly state: State; readonly record: PeriodRecord };
}
