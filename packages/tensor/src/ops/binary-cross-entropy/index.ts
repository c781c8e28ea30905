export { type BinaryCrossEntropyOptions, binaryCrossEntropyWithLogits } from "./binary-cross-entropy.ts";
