export { logSoftmax, softmax } from "./softmax.ts";
