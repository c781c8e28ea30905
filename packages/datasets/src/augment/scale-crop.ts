import { DataError } from "../data-error.ts";
import { expectInteger } from "../expect-integer.ts";
import { alignedCorners, alignedPosition } from "../resize/axis.ts";
import { resample } from "../resize/planes.ts";
import type { Sample, Size } from "../sample.ts";
import { zoomTarget } from "./zoom-target.ts";

export interface ScaleCrop {
  /** Magnification s >= 1: a window of floor(H / s) x floor(W / s) pixels fills the image. */
  readonly scale: number;
  /** Left column of the window. */
  readonly x: number;
  /** Top row of the window. */
  readonly y: number;
  /** Turn the normals as the zoom does, rather than keep their directions. Default false, as in MTAN's protocol. */
  readonly zoomNormals?: boolean;
}

/** Size of the window that a magnification cuts out. */
export function windowOf({ width, height }: Size, scale: number): Size {
  return { width: Math.max(1, Math.floor(width / scale)), height: Math.max(1, Math.floor(height / scale)) };
}

/**
 * Cuts a window out and enlarges it to the full size, as if the camera had moved in: depth is divided by s, inverse
 * depth multiplied.
 *
 * Output pixel `o` looks at `o (window - 1) / (size - 1)` in the window (corners aligned). The image is read there
 * bilinearly; labels, depth, masks and edges come from the nearest pixel; normals, heat maps and colours are averaged
 * bilinearly over the known pixels, and normals brought back to unit length.
 *
 * Keeping the focal length while depth is divided by s squeezes space along z, `(X, Y, Z) -> (X, Y, Z / s)`, with
 * the optical axis moving along with the window. Normals go by the inverse transpose of that map: with `zoomNormals`
 * they become `(nx, ny, s nz)`, normalised. MTAN keeps their directions.
 *
 * @throws {DataError} if the scale is below 1 or the window leaves the image.
 * @see Liu, Johns, Davison: End-to-End Multi-Task Learning with Attention, CVPR 2019 (the protocol's `RandomScaleCrop`)
 */
export function scaleCrop(sample: Sample, { scale, x, y, zoomNormals = false }: ScaleCrop): Sample {
  if (!(scale >= 1 && Number.isFinite(scale)))
    throw new DataError("scaleCrop", { expected: "scale to be a number >= 1", got: String(scale) });
  const { width, height } = sample;
  const window = windowOf(sample, scale);
  expectInteger("scaleCrop", "x", x, 0, width - window.width);
  expectInteger("scaleCrop", "y", y, 0, height - window.height);
  if (scale === 1) return sample;

  const xs = Int32Array.from(
    { length: width },
    (_, o) => x + Math.round(alignedPosition(o, window.width, width)),
  );
  const ys = Int32Array.from(
    { length: height },
    (_, o) => y + Math.round(alignedPosition(o, window.height, height)),
  );
  const across = alignedCorners(x, window.width, width);
  const along = alignedCorners(y, window.height, height);
  const zoom = { scale, stretch: zoomNormals ? scale : 1, grid: { xs, ys }, x: across, y: along };
  return {
    ...sample,
    image: resample(sample.image, 3, sample, across, along),
    targets: Object.fromEntries(
      Object.entries(sample.targets).map(([task, target]) => [task, zoomTarget(target, sample, zoom)]),
    ),
  };
}
