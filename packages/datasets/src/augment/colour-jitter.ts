import type { Random } from "../random.ts";
import type { Sample } from "../sample.ts";
import { brighten, contrast, saturate, turnHue } from "./colour.ts";

/** How far colours may change; 0, the default of each, leaves them as they are. */
export interface ColourJitter {
  /** Brightness is multiplied by a factor of 1 - this (at least 0) to 1 + this. */
  readonly brightness?: number;
  /** So is the distance to the mean grey of the image. */
  readonly contrast?: number;
  /** So is the distance of each pixel to its grey. */
  readonly saturation?: number;
  /** Hues are turned by up to this share of the colour circle to either side, 0..0.5. */
  readonly hue?: number;
}

/** One of the changes, for a number drawn. */
type Change = (image: Float32Array, by: number) => void;

/**
 * Changes the colours of a sample's image, and nothing of its targets: torchvision's `ColorJitter`, the changes in
 * an order that is drawn too.
 */
export function jitterColours(sample: Sample, jitter: ColourJitter, random: Random): Sample {
  const draws: (readonly [Change, number, number])[] = [
    ...factor(brighten, jitter.brightness),
    ...factor(contrast, jitter.contrast),
    ...factor(saturate, jitter.saturation),
    ...(jitter.hue ? [[turnHue, -jitter.hue, jitter.hue] as const] : []),
  ];
  if (draws.length === 0) return sample;
  const image = sample.image.slice();
  while (draws.length > 0) {
    const [[change, low, high]] = draws.splice(random.integer(draws.length), 1) as [(typeof draws)[number]];
    change(image, random.uniform(low, high));
  }
  return { ...sample, image };
}

const factor = (change: Change, range = 0): (readonly [Change, number, number])[] =>
  range === 0 ? [] : [[change, Math.max(0, 1 - range), 1 + range]];
