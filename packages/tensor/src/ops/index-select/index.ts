export { embedding } from "./embedding.ts";
export { indexSelect } from "./index-select.ts";
