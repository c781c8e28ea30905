export { bmm } from "./bmm.ts";
export { dot } from "./dot.ts";
export { matmul } from "./matmul.ts";
export { outer } from "./outer.ts";
