export { type SsimOptions, ssim, ssimLoss } from "./ssim.ts";
