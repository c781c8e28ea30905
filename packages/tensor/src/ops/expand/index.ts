export { expand } from "./expand.ts";
