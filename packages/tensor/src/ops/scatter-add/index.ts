export { scatterAdd } from "./scatter-add.ts";
