export { type ScaleInvariantLogLossOptions, scaleInvariantLogLoss } from "./scale-invariant-log-loss.ts";
