export { type CaptureOptions, capture } from "./capture.ts";
export type { CapturedStep, CaptureStats } from "./captured-step.ts";
