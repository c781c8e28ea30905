export { isTooLarge, runInPieces } from "./run-in-pieces.ts";
