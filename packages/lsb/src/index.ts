export type { Balancer, BalancerState, PeriodMeans, PeriodRecord } from "./balancer.ts";
export type { BetaSchedule } from "./beta-schedule.ts";
export { equal } from "./equal.ts";
export { ConfigError, LossError } from "./errors.ts";
export { fixed } from "./fixed.ts";
export { type LossScaleBalancingOptions, lossScaleBalancing } from "./loss-scale-balancing.ts";
export type { PerTask } from "./per-task.ts";
export { addStep, type PeriodSums, periodMeans, startPeriod } from "./period-sums.ts";
