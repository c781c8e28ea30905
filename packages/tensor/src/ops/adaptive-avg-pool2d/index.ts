export { adaptiveAvgPool2d } from "./adaptive-avg-pool2d.ts";
export type { AdaptivePoolAttrs } from "./output-size.ts";
