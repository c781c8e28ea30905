export { type MaxPool2dOptions, maxPool2d } from "./max-pool2d.ts";
