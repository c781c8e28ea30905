export { einsum } from "./einsum.ts";
