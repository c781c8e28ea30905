import type { Balancer, BalancerState } from "../balancer.ts";
import { perTask } from "../per-task.ts";
import { periodMeans } from "../period-sums.ts";
import type { StepBalancer } from "../step-balancer.ts";
import { labelledLosses } from "./labelled.ts";
import { nothingSeen, withStep } from "./period-seen.ts";

/**
 * Any balancer as one that acts in every step, so that one loop serves them all: what acts by periods keeps
 * its weights through all steps of one, and what acts in steps comes back as it is.
 */
export function everyStep(balancer: Balancer | StepBalancer): StepBalancer {
  return "step" in balancer ? balancer : throughPeriods(balancer);
}

function throughPeriods(balancer: Balancer): StepBalancer<BalancerState> {
  const { name } = balancer;
  return {
    name,
    needs: "losses",
    init(tasks) {
      const own = balancer.init(tasks);
      return { ...common(own), weights: balancer.weights(own), seen: nothingSeen(tasks), own };
    },
    weights: (state) => balancer.weights(state.own),
    step(state, { losses: given }) {
      const { period, seen, own } = state;
      const inForce = balancer.weights(own);
      const tasks = Object.keys(inForce);
      const losses = labelledLosses(name, null, { period, step: seen.steps + 1 }, tasks, given);
      const weights = perTask(tasks, (task) => (Object.hasOwn(losses, task) ? inForce[task]! : 0));
      return { state: { ...state, seen: withStep(seen, losses, weights) }, weights, heads: weights };
    },
    observe({ seen, own: before }) {
      const { state: own, record } = balancer.observe(before, periodMeans(seen), seen.counts);
      const tasks = Object.keys(seen.sums);
      return {
        state: { ...common(own), weights: balancer.weights(own), seen: nothingSeen(tasks), own },
        record,
      };
    },
  };
}

const common = ({ period, means }: BalancerState) => ({ period, means });
