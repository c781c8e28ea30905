import { expectInteger } from "../expect-integer.ts";
import type { Sample, Size } from "../sample.ts";
import { areaOrBilinear } from "./axis.ts";
import { resample } from "./planes.ts";
import { resizeTarget } from "./resize-target.ts";

/**
 * The sample at another size: image by area average where it shrinks and bilinearly where it grows, each target as
 * suits its kind (see {@link resizeTarget}).
 *
 * No value needs a correction: resizing changes the camera's focal lengths, not its frame.
 *
 * @throws {DataError} if a side of the size is not an integer >= 1.
 */
export function resizeSample(sample: Sample, size: Size): Sample {
  const width = expectInteger("resizeSample", "width", size.width, 1);
  const height = expectInteger("resizeSample", "height", size.height, 1);
  if (width === sample.width && height === sample.height) return sample;
  const [x, y] = [areaOrBilinear(sample.width, width), areaOrBilinear(sample.height, height)];
  return {
    name: sample.name,
    width,
    height,
    image: resample(sample.image, 3, sample, x, y),
    targets: Object.fromEntries(
      Object.entries(sample.targets).map(([task, target]) => [task, resizeTarget(target, sample, size)]),
    ),
  };
}
