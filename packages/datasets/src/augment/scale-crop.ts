import { DataError } from "../data-error.ts";
import { expectInteger } from "../expect-integer.ts";
import { alignedCorners, alignedPosition } from "../resize/axis.ts";
import { gather, resample } from "../resize/planes.ts";
import type { NormalsTarget, Sample, Size, Target } from "../sample.ts";

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
 * Cuts a window out and enlarges it to the full size, as if the camera had moved in: depth is divided by s.
 *
 * Output pixel `o` looks at `o (window - 1) / (size - 1)` in the window (corners aligned). The image is read there
 * bilinearly; labels, depth and masks come from the nearest pixel; normals are averaged bilinearly over the valid
 * pixels and brought back to unit length.
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

  const pixels = width * height;
  const xs = Int32Array.from(
    { length: width },
    (_, o) => x + Math.round(alignedPosition(o, window.width, width)),
  );
  const ys = Int32Array.from(
    { length: height },
    (_, o) => y + Math.round(alignedPosition(o, window.height, height)),
  );
  const flat = (source: Uint8Array) => gather(source, 1, sample, xs, ys, new Uint8Array(pixels));
  const across = alignedCorners(x, window.width, width);
  const along = alignedCorners(y, window.height, height);
  const smooth = (source: Float32Array) => resample(source, 3, sample, across, along);

  const zoomTarget = (target: Target): Target => {
    switch (target.kind) {
      case "classes":
        return { kind: target.kind, labels: flat(target.labels) };
      case "depth": {
        const values = gather(target.values, 1, sample, xs, ys, new Float32Array(pixels));
        return { kind: target.kind, values: values.map((metres) => metres / scale), mask: flat(target.mask) };
      }
      case "normals":
        // Invalid normals are zero vectors: they add nothing to the sum, and normalising undoes the missing weight.
        return unitNormals(smooth(target.values), flat(target.mask), zoomNormals ? scale : 1);
    }
  };
  return {
    ...sample,
    image: smooth(sample.image),
    targets: Object.fromEntries(
      Object.entries(sample.targets).map(([task, target]) => [task, zoomTarget(target)]),
    ),
  };
}

/** Normalises `(nx, ny, stretch nz)` where the mask is 1; pixels masked out, and those that cancel, become invalid. */
function unitNormals(values: Float32Array, mask: Uint8Array, stretch: number): NormalsTarget {
  const n = mask.length;
  for (let i = 0; i < n; i++) {
    const x = values[i]!;
    const y = values[n + i]!;
    const z = stretch * values[2 * n + i]!;
    const length = Math.sqrt(x * x + y * y + z * z);
    const valid = mask[i] === 1 && length > 1e-6;
    mask[i] = valid ? 1 : 0;
    values[i] = valid ? x / length : 0;
    values[n + i] = valid ? y / length : 0;
    values[2 * n + i] = valid ? z / length : 0;
  }
  return { kind: "normals", values, mask };
}
