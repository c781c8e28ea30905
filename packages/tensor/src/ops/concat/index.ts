export { concat } from "./concat.ts";
export { stack } from "./stack.ts";
