export { maximum, minimum, pow } from "./pairwise.ts";
