import { DataError } from "../data-error.ts";
import type { Random } from "../random.ts";
import type { Sample } from "../sample.ts";
import { type ColourJitter, jitterColours } from "./colour-jitter.ts";
import { flipHorizontal } from "./flip.ts";
import { rotate } from "./rotate.ts";
import { scaleCrop, windowOf } from "./scale-crop.ts";

/** A random change of a sample: pure, apart from advancing the stream it is given. */
export type Augment = (sample: Sample, random: Random) => Sample;

/** What may change, as plain JSON. */
export interface AugmentationOptions {
  /** Probability of a horizontal flip. Default 0.5. */
  readonly flip?: number;
  /** Magnifications to draw from, each with the same chance. Default 1, 1.2, 1.5. */
  readonly scales?: readonly number[];
  /** Turn normals as the zoom does; see {@link scaleCrop}. Default false. */
  readonly zoomNormals?: boolean;
  /** Greatest angle in degrees, 0..45, that images are turned by to either side. Default 0. */
  readonly rotation?: number;
  /** How far colours may change. Default not at all. */
  readonly colour?: ColourJitter;
}

/**
 * Random rotation, scale-crop, horizontal flip and colours, in this order. Without rotation and colours it is the
 * augmentation of MTAN's NYUv2 protocol.
 *
 * The rotation comes first as the centre of the whole image stands for the camera's axis, which a crop takes elsewhere.
 *
 * @throws {DataError} if an option is out of its range.
 */
export function augmentation(options: AugmentationOptions = {}): Augment {
  const { flip = 0.5, scales = [1, 1.2, 1.5], zoomNormals = false, rotation = 0, colour = {} } = options;
  expectRange("flip", "a probability", flip, 1);
  if (scales.length === 0 || !scales.every((s) => Number.isFinite(s) && s >= 1))
    throw new DataError("augmentation", {
      expected: "scales to be numbers >= 1, at least one",
      got: `[${scales.join(", ")}]`,
    });
  expectRange("rotation", "degrees", rotation, 45);
  const { brightness = 0, contrast = 0, saturation = 0, hue = 0 } = colour;
  for (const [name, value] of Object.entries({ brightness, contrast, saturation }))
    expectRange(`colour.${name}`, "a number", value, Number.MAX_VALUE);
  expectRange("colour.hue", "a share of the colour circle", hue, 0.5);
  return (sample, random) => {
    const scale = random.pick(scales);
    const window = windowOf(sample, scale);
    const x = random.integer(sample.width - window.width + 1);
    const y = random.integer(sample.height - window.height + 1);
    const mirrored = random.chance(flip);
    const turned = rotation === 0 ? sample : rotate(sample, random.uniform(-rotation, rotation));
    const zoomed = scaleCrop(turned, { scale, x, y, zoomNormals });
    return jitterColours(mirrored ? flipHorizontal(zoomed) : zoomed, colour, random);
  };
}

function expectRange(name: string, what: string, value: number, high: number): void {
  if (value >= 0 && value <= high) return;
  const range = high === Number.MAX_VALUE ? ">= 0" : `0..${high}`;
  throw new DataError("augmentation", { expected: `${name} to be ${what} ${range}`, got: String(value) });
}
