/**
 * Colours of lines and names, on a light and on a dark page; the ninth to the twelfth are as far as can be from those
 * before them and from the ink in OKLab, as most people see it and as those do who lack red or green cones.
 */
const PALETTE = [
  { light: "#2a66cc", dark: "#74a9ff" },
  { light: "#c96a08", dark: "#f2a65a" },
  { light: "#0b8874", dark: "#45cdb1" },
  { light: "#b3367b", dark: "#f08cc0" },
  { light: "#6d4fc9", dark: "#ad98fb" },
  { light: "#74820c", dark: "#c4d055" },
  { light: "#c23a30", dark: "#f7857c" },
  { light: "#3a7f96", dark: "#86d3e8" },
  { light: "#20208a", dark: "#4a62f0" },
  { light: "#6b2c05", dark: "#9a6a30" },
  { light: "#c06af0", dark: "#c63cc8" },
  { light: "#3aa52a", dark: "#55a02c" },
] as const;

/** CSS that declares the colours as `--hue-0`, `--hue-1`, ... */
export const paletteStyle = (scheme: "light" | "dark"): string =>
  PALETTE.map((colour, k) => `--hue-${k}: ${colour[scheme]};`).join(" ");

/** The name in the style of the colour of a place in a list; after the last colour the first comes again. */
export const hueOf = (index: number): string => `hue-${index % PALETTE.length}`;

/** How often the colours have come before: what has the same one is told apart by its dashes. */
export const lapOf = (index: number): number => Math.floor(index / PALETTE.length);
