export { type DropoutOptions, dropout, dropout2d } from "./dropout.ts";
