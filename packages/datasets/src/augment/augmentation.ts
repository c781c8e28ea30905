import { DataError } from "../data-error.ts";
import type { Random } from "../random.ts";
import type { Sample } from "../sample.ts";
import { flipHorizontal } from "./flip.ts";
import { scaleCrop, windowOf } from "./scale-crop.ts";

/** A random change of a sample: pure, apart from advancing the stream it is given. */
export type Augment = (sample: Sample, random: Random) => Sample;

export interface AugmentationOptions {
  /** Probability of a horizontal flip. Default 0.5. */
  readonly flip?: number;
  /** Magnifications to draw from, each with the same chance. Default 1, 1.2, 1.5. */
  readonly scales?: readonly number[];
  /** Turn normals as the zoom does; see {@link scaleCrop}. Default false. */
  readonly zoomNormals?: boolean;
}

/**
 * Random scale-crop, then random horizontal flip: the augmentation of MTAN's NYUv2 protocol.
 *
 * @throws {DataError} if an option is out of its range.
 */
export function augmentation(options: AugmentationOptions = {}): Augment {
  const { flip = 0.5, scales = [1, 1.2, 1.5], zoomNormals = false } = options;
  if (!(flip >= 0 && flip <= 1))
    throw new DataError("augmentation", { expected: "flip to be a probability 0..1", got: String(flip) });
  if (scales.length === 0 || !scales.every((s) => Number.isFinite(s) && s >= 1))
    throw new DataError("augmentation", {
      expected: "scales to be numbers >= 1, at least one",
      got: `[${scales.join(", ")}]`,
    });
  return (sample, random) => {
    const scale = random.pick(scales);
    const window = windowOf(sample, scale);
    const x = random.integer(sample.width - window.width + 1);
    const y = random.integer(sample.height - window.height + 1);
    const zoomed = scaleCrop(sample, { scale, x, y, zoomNormals });
    return random.chance(flip) ? flipHorizontal(zoomed) : zoomed;
  };
}
