export { repeat, tile } from "./tile.ts";
