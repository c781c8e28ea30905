import { expectInteger } from "../expect-integer.ts";
import type { Sample, Size, Target } from "../sample.ts";
import { areaOrBilinear } from "./axis.ts";
import { gather, nearest, resample } from "./planes.ts";

/**
 * The sample at another size: image by area average where it shrinks and bilinearly where it grows; labels, depth,
 * normals and masks from the pixel under each output pixel's centre, so that no value is made up across an edge and
 * depth and normals of a pixel keep belonging to one surface.
 *
 * Depth and normals need no correction: resizing changes the camera's focal lengths, not its frame.
 *
 * @throws {DataError} if a side of the size is not an integer >= 1.
 */
export function resizeSample(sample: Sample, size: Size): Sample {
  const width = expectInteger("resizeSample", "width", size.width, 1);
  const height = expectInteger("resizeSample", "height", size.height, 1);
  if (width === sample.width && height === sample.height) return sample;
  const xs = nearest(sample.width, width);
  const ys = nearest(sample.height, height);
  const pixels = width * height;
  const flat = (source: Uint8Array) => gather(source, 1, sample, xs, ys, new Uint8Array(pixels));
  const resizeTarget = (target: Target): Target => {
    if (target.kind === "classes") return { kind: target.kind, labels: flat(target.labels) };
    const planes = target.kind === "depth" ? 1 : 3;
    const values = gather(target.values, planes, sample, xs, ys, new Float32Array(planes * pixels));
    return { kind: target.kind, values, mask: flat(target.mask) };
  };
  const [x, y] = [areaOrBilinear(sample.width, width), areaOrBilinear(sample.height, height)];
  return {
    name: sample.name,
    width,
    height,
    image: resample(sample.image, 3, sample, x, y),
    targets: Object.fromEntries(
      Object.entries(sample.targets).map(([task, target]) => [task, resizeTarget(target)]),
    ),
  };
}
