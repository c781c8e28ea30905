export { type BerHuLossOptions, berHuLoss } from "./berhu-loss.ts";
