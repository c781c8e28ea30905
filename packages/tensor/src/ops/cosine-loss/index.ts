export { cosineLoss } from "./cosine-loss.ts";
