export { classColour } from "./class-colour.ts";
export { type Colour, toHex } from "./colour.ts";
export { depthColour } from "./depth-colour.ts";
export { normalColour } from "./normal-colour.ts";
export { predictionPng } from "./prediction-png.ts";
export { sheet } from "./sheet.ts";
