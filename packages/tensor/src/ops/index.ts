export * from "./unary/index.ts";
