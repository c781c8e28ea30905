export { roll } from "./roll.ts";
