export { adaptiveMaxPool2d, adaptiveMaxPool2dWithIndices } from "./adaptive-max-pool2d.ts";
