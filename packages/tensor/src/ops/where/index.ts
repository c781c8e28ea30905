export { where } from "./where.ts";
