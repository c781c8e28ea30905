export { clipGradNorm, type Gradients, type GradNormOptions, gradNorm } from "./grad-norm.ts";
