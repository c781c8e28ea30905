export { pad } from "./pad.ts";
