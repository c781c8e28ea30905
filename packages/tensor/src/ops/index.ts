export * from "./unary/index.ts";
export * from "./upsample-bilinear2d/index.ts";
