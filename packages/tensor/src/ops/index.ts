export * from "./binary/index.ts";
export * from "./conv2d/index.ts";
export * from "./matmul/index.ts";
export * from "./reduce/index.ts";
export * from "./reshape/index.ts";
export * from "./unary/index.ts";
export * from "./upsample-bilinear2d/index.ts";
export * from "./upsample-nearest2d/index.ts";
