import type { HindsightBalancer, PerTask, StepBalancer, StepState } from "@equipoise/lsb";
import type { RuleStep } from "./rule-step.ts";

/** A step of the definition: its weights, and the state after it, the old one where the step is skipped. */
export function pureStep(
  balancer: StepBalancer,
  state: StepState,
  { losses, after, rate, skip }: RuleStep,
): { readonly weights: PerTask; readonly state: StepState } {
  const { weights, state: next } = balancer.step(state, { losses, learningRate: rate });
  if (skip) return { weights, state };
  return { weights, state: looksBack(balancer) ? balancer.after(next, after) : next };
}

const looksBack = (balancer: StepBalancer): balancer is HindsightBalancer =>
  balancer.needs === "losses-twice";
