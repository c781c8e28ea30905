export { eq, ge, gt, le, lt, ne } from "./compare.ts";
