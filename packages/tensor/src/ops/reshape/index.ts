export { flatten } from "./flatten.ts";
export { reshape } from "./reshape.ts";
export { squeeze, unsqueeze } from "./squeeze.ts";
