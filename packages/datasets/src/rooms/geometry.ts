import type { Piece } from "./piece.ts";
import type { Solid } from "./solid.ts";

/** The solids of all pieces as plain numbers: the loop over them is where rendering spends its time. */
export interface Geometry {
  /** Eleven numbers a piece: place, turn, bounds, and the index of the first solid after its own. */
  readonly pieces: Float64Array;
  /** Eight numbers a solid: centre, half extents, shape, whether it shines. */
  readonly solids: Float64Array;
}

/** A ray from inside the room and where it ends: origin, direction (of any length), t. */
export type Ray = Float64Array;

export const newRay = (): Ray => new Float64Array(7);

const pieceSize = 11;
const solidSize = 8;
const shapes = ["box", "cylinder", "ellipsoid"] as const;
const [box, , ellipsoid] = [0, 1, 2];

/** The pieces' solids in order. */
export function flatten(pieces: readonly Piece[], shines: (solid: Solid) => boolean): Geometry {
  let end = 0;
  const flat = pieces.flatMap(({ x, z, cos, sin, bounds, solids }) => {
    end += solids.length;
    return [x, z, cos, sin, ...bounds.x, ...bounds.y, ...bounds.z, end];
  });
  const all = pieces.flatMap((piece) => piece.solids);
  return {
    pieces: Float64Array.from(flat),
    solids: Float64Array.from(
      all.flatMap((s) => [s.x, s.y, s.z, s.hx, s.hy, s.hz, shapes.indexOf(s.shape), shines(s) ? 1 : 0]),
    ),
  };
}

/**
 * The index of the solid that the ray enters first before its t, which is moved there; -1 if there is none.
 *
 * With `any`, stops at the first solid found that does not shine: enough to know that a point lies in the shadow.
 */
export function firstHit({ pieces, solids }: Geometry, ray: Ray, any: boolean): number {
  const rx = ray[0]!;
  const oy = ray[1]!;
  const rz = ray[2]!;
  const dx0 = ray[3]!;
  const dy = notZero(ray[4]!);
  const dz0 = ray[5]!;
  const iy = 1 / dy;
  let nearest = ray[6]!;
  let hit = -1;
  let solid = 0;
  for (let p = 0; p < pieces.length; p += pieceSize) {
    const end = pieces[p + 10]! * solidSize;
    // Into the frame of the piece; t stays the same.
    const cos = pieces[p + 2]!;
    const sin = pieces[p + 3]!;
    const ox = cos * (rx - pieces[p]!) - sin * (rz - pieces[p + 1]!);
    const oz = sin * (rx - pieces[p]!) + cos * (rz - pieces[p + 1]!);
    const dx = notZero(cos * dx0 - sin * dz0);
    const dz = notZero(sin * dx0 + cos * dz0);
    const ix = 1 / dx;
    const iz = 1 / dz;
    const ax = (pieces[p + 4]! - ox) * ix;
    const bx = (pieces[p + 5]! - ox) * ix;
    const ay = (pieces[p + 6]! - oy) * iy;
    const by = (pieces[p + 7]! - oy) * iy;
    const az = (pieces[p + 8]! - oz) * iz;
    const bz = (pieces[p + 9]! - oz) * iz;
    const into = Math.max(Math.min(ax, bx), Math.min(ay, by), Math.min(az, bz), 0);
    const out = Math.min(Math.max(ax, bx), Math.max(ay, by), Math.max(az, bz), nearest);
    if (!(into < out)) {
      solid = end;
      continue;
    }
    for (; solid < end; solid += solidSize) {
      if (any && solids[solid + 7] === 1) continue;
      const hx = solids[solid + 3]!;
      const hy = solids[solid + 4]!;
      const hz = solids[solid + 5]!;
      const shape = solids[solid + 6]!;
      const x = ox - solids[solid]!;
      const y = oy - solids[solid + 1]!;
      const z = oz - solids[solid + 2]!;
      // Enters between the planes y = -hy and hy, and leaves, at ...
      let t = -y * iy - Math.abs(iy) * hy;
      let leave = -y * iy + Math.abs(iy) * hy;
      if (shape === box) {
        t = Math.max(t, -x * ix - Math.abs(ix) * hx, -z * iz - Math.abs(iz) * hz);
        leave = Math.min(leave, -x * ix + Math.abs(ix) * hx, -z * iz + Math.abs(iz) * hz);
      } else {
        // ... and the unit circle or sphere, once the axes are divided by the half extents, at a t^2 + 2 b t + c = 0.
        const sphere = shape === ellipsoid;
        const vx = dx / hx;
        const vy = sphere ? dy / hy : 0;
        const vz = dz / hz;
        const px = x / hx;
        const py = sphere ? y / hy : 0;
        const pz = z / hz;
        const a = vx * vx + vy * vy + vz * vz;
        const b = px * vx + py * vy + pz * vz;
        const inside = b * b - a * (px * px + py * py + pz * pz - 1);
        if (!(inside > 0)) continue;
        const root = Math.sqrt(inside);
        t = sphere ? (-b - root) / a : Math.max(t, (-b - root) / a);
        leave = sphere ? (-b + root) / a : Math.min(leave, (-b + root) / a);
      }
      if (t > 0 && t < leave && t < nearest) {
        nearest = t;
        hit = solid / solidSize;
        if (any) return hit;
      }
    }
  }
  ray[6] = nearest;
  return hit;
}

/** A direction of 0 would make 0 times infinity of a point that lies on a plane. */
const notZero = (d: number) => (Math.abs(d) < 1e-12 ? 1e-12 : d);
