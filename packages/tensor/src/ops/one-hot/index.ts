export { type OneHotOptions, oneHot } from "./one-hot.ts";
