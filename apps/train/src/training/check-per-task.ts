import { createMethod } from "../balancing/create-method.ts";
import type { Config } from "../config/schema.ts";
import { checkLossFactors } from "./loss-factors.ts";

/**
 * @throws {ConfigError} if weights, priorities or factors of losses are out of range, or not those of the tasks; in the
 *   words of the balancer, where it is its own.
 */
export function checkPerTask({ balancer, train }: Config, tasks: readonly string[]): void {
  checkLossFactors(train.lossFactors, tasks);
  createMethod(balancer, { inRun: 1, inEpoch: 1 }, train.seed).balancer.init(tasks);
}
