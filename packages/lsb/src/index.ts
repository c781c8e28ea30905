export type { Balancer, BalancerState, PeriodMeans, PeriodRecord } from "./balancer.ts";
export { ConfigError, LossError } from "./errors.ts";
export type { FloorOption } from "./floor.ts";
export { type Gram, gramMatrix } from "./gram.ts";
export { type AlignedMtlOptions, alignedMtl } from "./methods/aligned-mtl.ts";
export type { BetaSchedule } from "./methods/beta-schedule.ts";
export { type CaGradOptions, caGrad } from "./methods/cagrad.ts";
export { type DbMtlOptions, dbMtl } from "./methods/db-mtl.ts";
export { type DwaOptions, dwa } from "./methods/dwa.ts";
export { equal } from "./methods/equal.ts";
export { type FamoMemory, type FamoOptions, famo } from "./methods/famo.ts";
export { fixed } from "./methods/fixed.ts";
export { gls } from "./methods/gls.ts";
export { type GradNormMemory, type GradNormOptions, gradNorm } from "./methods/gradnorm.ts";
export type { HeadsOption } from "./methods/heads.ts";
export { imtlG } from "./methods/imtl-g.ts";
export { type ImtlLOptions, imtlL } from "./methods/imtl-l.ts";
export { type LossScaleBalancingOptions, lossScaleBalancing } from "./methods/loss-scale-balancing.ts";
export { type MgdaOptions, mgda } from "./methods/mgda.ts";
export { type MlrOptions, type MlrState, mlr } from "./methods/mlr.ts";
export { type NashMtlMemory, type NashMtlOptions, nashMtl } from "./methods/nash-mtl.ts";
export { type PcGradOptions, pcGrad } from "./methods/pcgrad.ts";
export { type RlwOptions, rlw } from "./methods/rlw.ts";
export { type StchMemory, type StchOptions, stch } from "./methods/stch.ts";
export { type StchPlainOptions, stchPlain } from "./methods/stch-plain.ts";
export { type UwOptions, uw } from "./methods/uw.ts";
export { type UwSoOptions, uwSo } from "./methods/uw-so.ts";
export type { AdamOptions, Learned } from "./numeric/adam.ts";
export type { RandomState } from "./numeric/philox.ts";
export type { PerTask } from "./per-task.ts";
export { addStep, type PeriodSums, periodMeans, startPeriod } from "./period-sums.ts";
export { everyStep } from "./step/every-step.ts";
export type {
  AveragingBalancer,
  HindsightBalancer,
  PeriodSeen,
  StepBalancer,
  StepSeen,
  StepState,
  StepWeights,
} from "./step-balancer.ts";
