import type { Balancer } from "../balancer.ts";
import type { PerTask } from "../per-task.ts";
import { settle } from "../settle.ts";
import { checkTasks } from "../tasks.ts";

/** A balancer whose weights never change; its means may be 0 or negative, and it keeps the same records. */
export function constantWeights(name: string, weightsOf: (tasks: readonly string[]) => PerTask): Balancer {
  return {
    name,
    init(tasks) {
      checkTasks(name, tasks);
      return { period: 1, weights: weightsOf(tasks), means: {} };
    },
    weights: (state) => state.weights,
    observe(state, given, labelled) {
      const { period, weights } = state;
      const { means, overall, carried } = settle(name, state, given, null);
      return {
        state: { period: period + 1, weights, means },
        record: {
          ...{ period, means, overall, trained: weights, weights, difficulty: null, beta: 0, carried },
          ...(labelled && { labelled }),
        },
      };
    },
  };
}
