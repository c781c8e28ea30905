export { type NllLoss2dOptions, nllLoss2d } from "./nll-loss2d.ts";
