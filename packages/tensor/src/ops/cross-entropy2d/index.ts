export { type CrossEntropy2dOptions, crossEntropy2d } from "./cross-entropy2d.ts";
