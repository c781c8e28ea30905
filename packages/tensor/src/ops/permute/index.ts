export { permute, transpose } from "./permute.ts";
