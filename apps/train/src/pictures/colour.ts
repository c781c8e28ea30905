/** sRGB, 0..255 each. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Pixels without a known value. */
export const UNKNOWN: Colour = [185, 185, 180];

/** What lies between pictures. */
export const BACKGROUND: Colour = [244, 244, 241];

/** `#rrggbb`. */
export const toHex = (colour: Colour): string =>
  `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;

export const fromHex = (hex: string): Colour => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
];
