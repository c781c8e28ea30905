export { type FocalLossOptions, focalLoss } from "./focal-loss.ts";
