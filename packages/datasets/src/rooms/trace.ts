import { firstHit, type Ray } from "./geometry.ts";
import type { Label } from "./labels.ts";
import type { Look } from "./material.ts";
import { exits } from "./room.ts";
import type { Scene } from "./scene.ts";
import { normalAt, type Vector } from "./solid.ts";

/** What a ray meets first. */
export interface Hit {
  /** Along the ray; for a ray of the camera the depth in metres. */
  readonly t: number;
  readonly at: Vector;
  /** Unit, against the ray. */
  readonly normal: Vector;
  readonly label: Label;
  readonly look: Look;
  /** Alike for the points of one face only. */
  readonly face: number;
}

/** The nearest surface along a ray from inside the room. `pixel` is the width of a pixel at t = 1, in metres. */
export function trace(scene: Scene, ray: Ray, pixel: number): Hit {
  // The room ends the ray: what reaches into a wall is not seen beyond it.
  const direction = { x: ray[3]!, y: ray[4]!, z: ray[5]! };
  const out = exits(scene.room, pointAt(ray, 0), direction);
  ray[6] = Math.min(out.x, out.y, out.z);
  const index = firstHit(scene.geometry, ray, false);
  return index < 0
    ? hitRoom(scene, out, direction, ray, pixel)
    : hitSolid(scene, index, direction, ray, pixel);
}

function hitSolid(scene: Scene, index: number, d: Vector, ray: Ray, pixel: number): Hit {
  const { solid, piece } = scene.solids[index]!;
  const { cos, sin } = piece;
  const t = ray[6]!;
  const at = pointAt(ray, t);
  const x = at.x - piece.x;
  const z = at.z - piece.z;
  const local = { x: cos * x - sin * z - solid.x, y: at.y - solid.y, z: sin * x + cos * z - solid.z };
  const n = normalAt(solid, local, { x: cos * d.x - sin * d.z, y: d.y, z: sin * d.x + cos * d.z });
  const normal = { x: cos * n.x + sin * n.z, y: n.y, z: cos * n.z - sin * n.x };
  const look = solid.material({ at: local, normal: n, footprint: t * pixel });
  // Sides of a solid: 0..6, in an order of no matter.
  const side = solid.shape === "box" ? 3 + n.x + 2 * n.y + 3 * n.z : n.y === 1 ? 1 : 0;
  return { t, at, normal, label: solid.label, look, face: 8 + 8 * index + side };
}

/** Height of the skirting board, in metres. */
const skirting = 0.09;

function hitRoom({ palette }: Scene, out: Vector, d: Vector, ray: Ray, pixel: number): Hit {
  const t = ray[6]!;
  const at = pointAt(ray, t);
  if (t === out.y) {
    const normal = { x: 0, y: -Math.sign(d.y), z: 0 };
    // Seen at a slant, a pixel covers more of the floor.
    const slant = Math.min(Math.sqrt(1 + (d.x * d.x + d.z * d.z) / (d.y * d.y)), 4);
    const surface = { at, normal, footprint: t * pixel * Math.sqrt(slant) };
    return d.y > 0
      ? { t, at, normal, label: "ceiling", look: palette.ceiling(surface), face: 0 }
      : { t, at, normal, label: "floor", look: palette.floor(surface), face: 1 };
  }
  const back = t === out.z;
  const normal = back ? { x: 0, y: 0, z: -Math.sign(d.z) } : { x: -Math.sign(d.x), y: 0, z: 0 };
  const low = at.y < skirting;
  const material = low ? palette.skirting : back ? palette.backWall : palette.wall;
  const look = material({ at, normal, footprint: t * pixel });
  return { t, at, normal, label: "wall", look, face: (back ? 2 : normal.x > 0 ? 4 : 6) + (low ? 1 : 0) };
}

const pointAt = (ray: Ray, t: number): Vector => ({
  x: ray[0]! + t * ray[3]!,
  y: ray[1]! + t * ray[4]!,
  z: ray[2]! + t * ray[5]!,
});
