import { expectInteger } from "../expect-integer.ts";
import type { Intrinsics, Size } from "../sample.ts";

/** Depth in metres along the optical axis, `[1, H, W]`, and where it is known, `[H, W]`. */
export interface DepthMap {
  readonly values: Float32Array;
  readonly mask: Uint8Array;
}

export interface NormalsOptions {
  /** Pixels from the middle of the window to its edge, along each axis: 2 makes it 5x5. Default 2. */
  readonly radius?: number;
  /** Columns and rows at which normals are wanted; default all. */
  readonly at?: { readonly xs: Int32Array; readonly ys: Int32Array };
}

/** Neighbours whose depth differs by more than this share of the pixel's own belong to another surface. */
const sameSurface = 0.05;

/** A window of which a smaller share is of the pixel's surface gives no normal; in a corner of the image a quarter is inside. */
const fewest = 0.25;

/**
 * The normals of the surfaces in a depth map, facing the camera: `[3, rows, columns]`, and where they are known.
 *
 * In the image of a plane the inverse of depth is linear, `1 / Z = a (u - u0) + b (v - v0) + c`: it is fitted by least
 * squares to the neighbours in a window that lie on the pixel's surface. The normal is that plane's,
 * `n ~ -(a fx, b fy, c - a (u0 - cx) - b (v0 - cy))`. The noise of disparity sensors is the same for every inverse
 * depth, so all neighbours count alike.
 *
 * @throws {DataError} if the radius is not an integer >= 1.
 */
export function normalsFromDepth(
  { values, mask }: DepthMap,
  size: Size,
  intrinsics: Intrinsics,
  options: NormalsOptions = {},
): DepthMap {
  const { width, height } = size;
  const radius = expectInteger("normalsFromDepth", "radius", options.radius ?? 2, 1);
  const { xs = range(width), ys = range(height) } = options.at ?? {};
  const least = fewest * (2 * radius + 1) ** 2;
  const pixels = xs.length * ys.length;
  const normals = new Float32Array(3 * pixels);
  const known = new Uint8Array(pixels);
  const inverse = new Float64Array(mask.length);
  for (let i = 0; i < mask.length; i++) if (mask[i] === 1) inverse[i] = 1 / values[i]!;

  for (let row = 0, at = 0; row < ys.length; row++)
    for (let column = 0; column < xs.length; column++, at++) {
      const u0 = xs[column]!;
      const v0 = ys[row]!;
      const middle = inverse[v0 * width + u0]!;
      if (middle === 0) continue;
      // |Z - Z0| <= share Z0, said of the inverses.
      const low = middle / (1 + sameSurface);
      const high = middle / (1 - sameSurface);
      const left = Math.max(u0 - radius, 0);
      const right = Math.min(u0 + radius, width - 1);
      const bottom = Math.min(v0 + radius, height - 1);
      // Sums of the products of u, v, 1 and the inverse depth w, which is taken from that of the middle to lose no digits.
      let [n, su, sv, sw, suu, suv, svv, suw, svw] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
      for (let y = Math.max(v0 - radius, 0); y <= bottom; y++) {
        // Those of one row: v is the same for all of it.
        let rn = 0;
        let ru = 0;
        let rw = 0;
        for (let x = left; x <= right; x++) {
          const there = inverse[y * width + x]!;
          if (there < low || there > high) continue;
          const u = x - u0;
          const w = there - middle;
          rn++;
          ru += u;
          rw += w;
          suu += u * u;
          suw += u * w;
        }
        const v = y - v0;
        n += rn;
        su += ru;
        sw += rw;
        sv += v * rn;
        suv += v * ru;
        svv += v * v * rn;
        svw += v * rw;
      }
      if (n < least) continue;
      // The means taken off, two equations for the slopes are left.
      const [uu, uv, vv] = [suu - (su * su) / n, suv - (su * sv) / n, svv - (sv * sv) / n];
      const [uw, vw] = [suw - (su * sw) / n, svw - (sv * sw) / n];
      const determinant = uu * vv - uv * uv;
      // Neighbours in a line leave the plane open.
      if (determinant < 1e-6 * uu * vv || determinant === 0) continue;
      const a = (vv * uw - uv * vw) / determinant;
      const b = (uu * vw - uv * uw) / determinant;
      const c = middle + (sw - a * su - b * sv) / n;
      if (c <= 0) continue;
      const nx = -a * intrinsics.fx;
      const ny = -b * intrinsics.fy;
      const nz = -(c - a * (u0 - intrinsics.cx) - b * (v0 - intrinsics.cy));
      const length = Math.hypot(nx, ny, nz);
      normals[at] = nx / length;
      normals[pixels + at] = ny / length;
      normals[2 * pixels + at] = nz / length;
      known[at] = 1;
    }
  return { values: normals, mask: known };
}

const range = (length: number): Int32Array => Int32Array.from({ length }, (_, i) => i);
