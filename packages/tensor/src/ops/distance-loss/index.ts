export { l1Loss, mseLoss } from "./distance-loss.ts";
