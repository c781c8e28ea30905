export { convTranspose2d } from "./conv-transpose2d.ts";
export type { ConvTranspose2dOptions } from "./geometry.ts";
