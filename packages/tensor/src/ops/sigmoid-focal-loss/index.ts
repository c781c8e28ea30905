export { type SigmoidFocalLossOptions, sigmoidFocalLoss } from "./sigmoid-focal-loss.ts";
