import { expectInteger } from "../expect-integer.ts";
import type { Known } from "../resize/known.ts";
import type { Intrinsics, Size } from "../sample.ts";
import { type Cells, cellsOf, sameSurface } from "./cells.ts";

export interface NormalsOptions {
  /** Pixels from the middle of the window to its edge, along each axis: 2 makes it 5x5. Default 2. */
  readonly radius?: number;
  /** Columns and rows at which normals are wanted; default all. */
  readonly at?: { readonly xs: Int32Array; readonly ys: Int32Array };
}

/** A window of which a smaller share is of the pixel's surface gives no normal; in a corner of the image a quarter is inside. */
const fewest = 0.25;

/** From this radius on cells of 2x2 pixels stand for their pixels: a quarter of the work, and hardly less precise. */
const wideRadius = 6;

/**
 * The normals of the surfaces in a depth map, facing the camera: `[3, rows, columns]`, and where they are known.
 *
 * In the image of a plane the inverse of depth is linear, `1 / Z = a (u - u0) + b (v - v0) + c`: it is fitted by least
 * squares to the neighbours in a window that lie on the pixel's surface, which differ from it by at most 5 % of its
 * depth. The normal is that plane's, `n ~ -(a fx, b fy, c - a (u0 - cx) - b (v0 - cy))`. The noise of disparity sensors is
 * the same for every inverse depth, so all neighbours count alike.
 *
 * @param depth metres along the optical axis, `[1, H, W]`
 * @param intrinsics the camera at the size of the depth
 * @throws {DataError} if the radius is not an integer >= 1.
 */
export function normalsFromDepth(
  depth: Known,
  size: Size,
  intrinsics: Intrinsics,
  options: NormalsOptions = {},
): Known {
  const { values, mask } = depth;
  const radius = expectInteger("normalsFromDepth", "radius", options.radius ?? 2, 1);
  const { xs = range(size.width), ys = range(size.height) } = options.at ?? {};
  const inverse = new Float64Array(mask.length);
  for (let i = 0; i < mask.length; i++) if (mask[i] === 1) inverse[i] = 1 / values[i]!;
  const cells = cellsOf(inverse, size, radius < wideRadius ? 1 : 2);
  const pixels = xs.length * ys.length;
  const normals = new Float32Array(3 * pixels);
  const known = new Uint8Array(pixels);
  const plane = { a: 0, b: 0, c: 0 };
  for (let row = 0, at = 0; row < ys.length; row++)
    for (let column = 0; column < xs.length; column++, at++) {
      const [u0, v0] = [xs[column]!, ys[row]!];
      const middle = inverse[v0 * size.width + u0]!;
      if (middle === 0 || !fitPlane(cells, u0, v0, middle, radius, plane)) continue;
      const { a, b, c } = plane;
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

/** Fits `a (u - u0) + b (v - v0) + c` to the cells about a pixel; false where they leave it open. */
function fitPlane(
  { inverse, columns, rows, side }: Cells,
  u0: number,
  v0: number,
  middle: number,
  radius: number,
  plane: { a: number; b: number; c: number },
): boolean {
  // |Z - Z0| <= share Z0, said of the inverses.
  const low = middle / (1 + sameSurface);
  const high = middle / (1 - sameSurface);
  // The cells whose middles lie in the window.
  const shift = (side - 1) / 2;
  const left = Math.max(Math.ceil((u0 - radius - shift) / side), 0);
  const right = Math.min(Math.floor((u0 + radius - shift) / side), columns - 1);
  const top = Math.max(Math.ceil((v0 - radius - shift) / side), 0);
  const bottom = Math.min(Math.floor((v0 + radius - shift) / side), rows - 1);
  // Sums of the products of u, v, 1 and the inverse depth w, which is taken from that of the middle to lose no digits.
  let [n, su, sv, sw, suu, suv, svv, suw, svw] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let y = top; y <= bottom; y++) {
    // Those of one row: v is the same for all of it.
    let rn = 0;
    let ru = 0;
    let rw = 0;
    for (let x = left; x <= right; x++) {
      const there = inverse[y * columns + x]!;
      if (there < low || there > high) continue;
      const u = side * x + shift - u0;
      const w = there - middle;
      rn++;
      ru += u;
      rw += w;
      suu += u * u;
      suw += u * w;
    }
    const v = side * y + shift - v0;
    n += rn;
    su += ru;
    sw += rw;
    sv += v * rn;
    suv += v * ru;
    svv += v * v * rn;
    svw += v * rw;
  }
  const whole = side === 1 ? 2 * radius + 1 : radius;
  if (n < fewest * whole * whole) return false;
  // The means taken off, two equations for the slopes are left.
  const [uu, uv, vv] = [suu - (su * su) / n, suv - (su * sv) / n, svv - (sv * sv) / n];
  const [uw, vw] = [suw - (su * sw) / n, svw - (sv * sw) / n];
  const determinant = uu * vv - uv * uv;
  // Neighbours in a line leave the plane open.
  if (!(determinant > 1e-6 * uu * vv)) return false;
  plane.a = (vv * uw - uv * vw) / determinant;
  plane.b = (uu * vw - uv * uw) / determinant;
  plane.c = middle + (sw - plane.a * su - plane.b * sv) / n;
  return true;
}
