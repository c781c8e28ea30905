export { classColour } from "./class-colour.ts";
export { type Colour, toHex } from "./colour.ts";
export { predictionStrip, truthStrip } from "./comparison.ts";
export { inferno } from "./inferno.ts";
export { normalColour } from "./normal-colour.ts";
export { MASK_COLOURS } from "./paint.ts";
export { predictionPng } from "./prediction-png.ts";
export { type SheetRow, sheet } from "./sheet.ts";
export type { Picture } from "./strip.ts";
