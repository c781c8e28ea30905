export { type AvgPool2dOptions, avgPool2d } from "./avg-pool2d.ts";
