/** Linear light: 0 is black, 1 a perfect white surface; lamps can be brighter. */
export interface Rgb {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

/** A colour as it looks on a screen (a gamma of 2): hue in turns, saturation and lightness 0..1. */
export function hsl(hue: number, saturation: number, lightness: number): Rgb {
  const swing = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const k = (offset + 12 * (hue - Math.floor(hue))) % 12;
    return (lightness - swing * Math.max(-1, Math.min(k - 3, 9 - k, 1))) ** 2;
  };
  return { r: channel(0), g: channel(8), b: channel(4) };
}

export const scale = ({ r, g, b }: Rgb, by: number): Rgb => ({ r: r * by, g: g * by, b: b * by });

/** `a` at 0, `b` at 1. */
export const mix = (a: Rgb, b: Rgb, at: number): Rgb => ({
  r: a.r + (b.r - a.r) * at,
  g: a.g + (b.g - a.g) * at,
  b: a.b + (b.b - a.b) * at,
});
