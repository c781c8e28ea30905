export { type CapturedStep, type CaptureStats, capture } from "./capture.ts";
