export { type TopKOptions, topK } from "./top-k.ts";
