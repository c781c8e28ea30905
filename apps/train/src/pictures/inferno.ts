import type { Colour } from "./colour.ts";

// The colour map "inferno" of matplotlib (CC0), lightness even in its argument, as polynomials of degree 6 for each
// channel by Zucker (CC0, shadertoy.com/view/WlfXRN), lowest power first.
const CHANNELS = [
  [
    0.0002189403691192265, 0.1065134194856116, 11.60249308247187, -41.70399613139459, 77.162935699427,
    -71.31942824499214, 25.13112622477341,
  ],
  [
    0.001651004631001012, 0.5639564367884091, -3.972853965665698, 17.43639888205313, -33.40235894210092,
    32.62606426397723, -12.24266895238567,
  ],
  [
    -0.01948089843709184, 3.932712388889277, -15.9423941062914, 44.35414519872813, -81.80730925738993,
    73.20951985803202, -23.07032500287172,
  ],
] as const;

/** The colour of a number 0..1, from black over red to a bright yellow; what lies outside has the colour of its end. */
export function inferno(value: number): Colour {
  const t = Math.min(1, Math.max(0, value));
  const [red, green, blue] = CHANNELS;
  return [channel(red, t), channel(green, t), channel(blue, t)];
}

function channel(coefficients: readonly number[], t: number): number {
  const value = coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}
