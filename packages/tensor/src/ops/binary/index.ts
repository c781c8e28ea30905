export { add, div, mul, sub } from "./binary.ts";
