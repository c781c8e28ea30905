import type { Balancer, BalancerState, PeriodMeans, PeriodRecord } from "./balancer.ts";
import type { Gram } from "./gram.ts";
import type { PerTask } from "./per-task.ts";
import type { PeriodSums } from "./period-sums.ts";

/** What one step of training tells a balancer. */
export interface StepSeen {
  /** The unweighted loss `L_k` of the batch; `null`, or left out, for a task without a labelled pixel in it. */
  readonly losses: PerTask<number | null | undefined>;
  /**
   * `<g_i, g_j>`, where `g_k` is the gradient of the unweighted `L_k` by the shared weights; for a balancer
   * that needs averaged gradients, these averages instead. A task without a label may be left out.
   */
  readonly gram?: Gram | undefined;
  /** The rate of this step for weights that are learned, where it follows a schedule. */
  readonly learningRate?: number | undefined;
}

/** What a step trains with; a task without a label in it has 0 in both. */
export interface StepWeights {
  /** `w_k`: the shared weights move along `sum_k w_k g_k`. */
  readonly weights: PerTask;
  /** The factor of `L_k` for the weights that are the task's own, such as its head; mostly `w_k` as well. */
  readonly heads: PerTask;
}

/** The running period so far: what its steps' losses and weights add up to. */
export interface PeriodSeen extends PeriodSums {
  readonly steps: number;
  /** Sum over the steps of `sum_k w_k L_k`. */
  readonly overall: number;
  /** Sums of each task's weights over the steps in which it had a label. */
  readonly weights: PerTask;
}

/** The state of a balancer that acts in every step: plain JSON, at any step. */
export interface StepState<Own = unknown> extends BalancerState {
  readonly seen: PeriodSeen;
  /** What the method itself remembers. */
  readonly own: Own;
}

/**
 * A balancer with new weights in every step; `weights` are those of the latest, and 1 before the first. It has seen
 * each loss itself, so that `observe`, which ends its periods, needs none told; in the record, `trained` are the
 * period's mean weights and `overall` the mean of `sum_k w_k L_k` over its steps.
 */
export interface StepBalancer<Own = unknown> extends Balancer<StepState<Own>> {
  readonly needs: "losses" | "losses-twice" | "gradients" | "averaged-gradients";
  /**
   * The weights of a step, from its losses, and the state after it.
   *
   * @throws {LossError} if a loss or a product of gradients cannot be used; it names the task and the step.
   */
  step(state: StepState<Own>, seen: StepSeen): StepWeights & { readonly state: StepState<Own> };
  observe(
    state: StepState<Own>,
    means?: PeriodMeans,
  ): { readonly state: StepState<Own>; readonly record: PeriodRecord };
}

/** One that also wants a batch's losses after the step on it. */
export interface HindsightBalancer<Own = unknown> extends StepBalancer<Own> {
  readonly needs: "losses-twice";
  /** Learns from the losses of the same batch after the step. @throws {ConfigError} if there was no step. */
  after(state: StepState<Own>, losses: StepSeen["losses"]): StepState<Own>;
}

/** One whose trainer keeps a running average of each task's gradient: `a_k <- keep_k a_k + add_k g_k`, from 0. */
export interface AveragingBalancer<Own = unknown> extends StepBalancer<Own> {
  readonly needs: "averaged-gradients";
  /** The factors of the coming step, whose `gram` is then that of the averages, as are its weights. */
  average(state: StepState<Own>, losses: StepSeen["losses"]): PerTask<{ keep: number; add: number }>;
}
