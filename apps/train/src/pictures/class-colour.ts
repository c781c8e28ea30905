import { type Colour, fromHex } from "./colour.ts";

/**
 * Each is as far as can be from those before it, from the grey of unknown pixels and from the background, in OKLab: as
 * most people see it and, with half as much weight again, as people without red or green cones do (Machado et al. 2009).
 */
const TABLE: readonly Colour[] = [
  ...["#3f6fb5", "#e0933a", "#7f0c0e", "#667510", "#5a2480", "#aa85e8", "#b5ea7e", "#a74077"],
  ...["#489f95", "#feb7fe", "#1d4d47", "#de6869", "#755025", "#e2be3b", "#fdc9c1", "#aa820d"],
  ...["#4348a6", "#72bf7b", "#da7db9", "#95aef0", "#80789d", "#a4605b", "#7b366a", "#7477dc"],
].map(fromHex);

/** The colour of a class, the same in every picture and legend: from a table of 24, then generated. */
export function classColour(index: number): Colour {
  const listed = TABLE[index];
  if (listed !== undefined) return listed;
  // Golden angle: any run of hues spreads evenly over the circle; lightness tells neighbours apart besides.
  return fromOklch(0.5 + 0.13 * (index % 3), 0.1, index * 2.399963229728653);
}

/** sRGB of a colour in OKLCH; hue in radians. Source: Ottosson, "A perceptual color space for image processing", 2020. */
function fromOklch(lightness: number, chroma: number, hue: number): Colour {
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function gamma(linear: number): number {
  const encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, encoded)));
}
