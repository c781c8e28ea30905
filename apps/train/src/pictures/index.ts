export { classColour } from "./class-colour.ts";
export { type Colour, toHex } from "./colour.ts";
export { inferno } from "./inferno.ts";
export { normalColour } from "./normal-colour.ts";
export { MASK_COLOURS } from "./paint.ts";
export { predictionPng } from "./prediction-png.ts";
export { sheet } from "./sheet.ts";
