export { concat } from "./concat.ts";
