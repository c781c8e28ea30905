export { cumsum } from "./cumsum.ts";
