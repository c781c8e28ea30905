export { type GradientDifferenceLossOptions, gradientDifferenceLoss } from "./gradient-difference-loss.ts";
