export { slice } from "./slice.ts";
export { chunk, split, unbind } from "./split.ts";
