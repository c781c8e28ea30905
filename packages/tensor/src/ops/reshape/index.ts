export { reshape } from "./reshape.ts";
