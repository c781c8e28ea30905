export { type MaxUnpool2dOptions, maxUnpool2d } from "./max-unpool2d.ts";
