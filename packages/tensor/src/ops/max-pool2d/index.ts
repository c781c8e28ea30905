export { type MaxPool2dOptions, maxPool2d, maxPool2dWithIndices } from "./max-pool2d.ts";
