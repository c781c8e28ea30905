export { type KlDivLossOptions, klDivLoss } from "./kl-div-loss.ts";
