import { normalsFromDepth } from "../normals/normals-from-depth.ts";
import { kinect } from "../nyuv2/camera.ts";
import type { Sample, Size } from "../sample.ts";

/** What x, y and z of stored normals are multiplied by. */
export type AxisSigns = readonly [x: 1 | -1, y: 1 | -1, z: 1 | -1];

/**
 * The signs that bring stored normals into the camera's frame, x right, y down, z forward: those by which each axis goes
 * along with normals fitted to the depth. An axis of which the images tell nothing stays as it is.
 *
 * The copies that are passed around do not say which way their axes point.
 */
export function axisSigns(images: readonly Sample[]): AxisSigns {
  const sums = [0, 0, 0];
  for (const { targets, width, height } of images) {
    const { depth, normals } = targets;
    if (depth?.kind !== "depth" || normals?.kind !== "normals") continue;
    const fitted = normalsFromDepth(depth, { width, height }, roughCamera({ width, height }));
    const n = width * height;
    for (let i = 0; i < n; i++) {
      if (fitted.mask[i] === 0 || normals.mask[i] === 0) continue;
      for (let axis = 0; axis < 3; axis++)
        sums[axis]! += fitted.values[axis * n + i]! * normals.values[axis * n + i]!;
    }
  }
  const [x, y, z] = sums.map((sum) => (sum < 0 ? -1 : 1));
  return [x!, y!, z!];
}

/** The Kinect, whatever the part of its frame: what an axis points to does not depend on a few pixels. */
function roughCamera({ width, height }: Size) {
  const focal = (kinect.fx * width) / 560;
  return { fx: focal, fy: focal, cx: (width - 1) / 2, cy: (height - 1) / 2 };
}
