import type { Rgb } from "./colour.ts";
import { firstHit, newRay } from "./geometry.ts";
import type { Light } from "./light.ts";
import type { Piece } from "./piece.ts";
import type { Scene } from "./scene.ts";
import type { Vector } from "./solid.ts";
import type { Hit } from "./trace.ts";

/** The linear light that a surface sends back; `visible(i)` is the share of light i that nothing is in the way of. */
export function shade(scene: Scene, { at, normal, look }: Hit, visible: (light: number) => number): Rgb {
  // Light from above, and some from the floor.
  const around = (0.78 + 0.22 * normal.y) * openness(scene, at, normal);
  let r = scene.ambient.r * around;
  let g = scene.ambient.g * around;
  let b = scene.ambient.b * around;
  for (let i = 0; i < scene.lights.length; i++) {
    const share = visible(i);
    if (share === 0) continue;
    const { colour, strength } = scene.lights[i]!;
    const received = share * strength(at, normal);
    r += colour.r * received;
    g += colour.g * received;
    b += colour.b * received;
  }
  const { albedo, glow } = look;
  return {
    r: albedo.r * r + (glow?.r ?? 0),
    g: albedo.g * g + (glow?.g ?? 0),
    b: albedo.b * b + (glow?.b ?? 0),
  };
}

const scratch = newRay();

/** Whether a surface sees the place `(u, v)` of a light. */
export function sees({ geometry }: Scene, { at, normal }: Hit, light: Light, u: number, v: number): boolean {
  if (light.strength(at, normal) <= 0) return false;
  const to = light.way(at, u, v);
  if (to === undefined) return false;
  // Solids are convex: a ray that leaves one does not enter it again, and need not start off its surface.
  scratch[0] = at.x;
  scratch[1] = at.y;
  scratch[2] = at.z;
  scratch[3] = to.x;
  scratch[4] = to.y;
  scratch[5] = to.z;
  scratch[6] = 1;
  return firstHit(geometry, scratch, true) < 0;
}

/** Share of the light from everywhere that reaches a point: less in corners, under and beside furniture. */
function openness({ room, pieces }: Scene, at: Vector, normal: Vector): number {
  let open = 1;
  if (normal.y < 0.9) open *= near(at.y);
  if (normal.y > -0.9) open *= near(room.height - at.y);
  if (Math.abs(normal.x) < 0.9) open *= near(at.x) * near(room.width - at.x);
  if (Math.abs(normal.z) < 0.9) open *= near(at.z) * near(room.depth - at.z);
  if (at.y < 0.02) for (const piece of pieces) open *= 1 - contact(piece, at);
  return open;
}

/** What a wall leaves of it, at a distance. */
const near = (distance: number) => (distance > 1.5 ? 1 : 1 - 0.28 * Math.exp(-Math.max(distance, 0) / 0.22));

/** How much a piece darkens the floor at a point. */
function contact(piece: Piece, at: Vector): number {
  if (piece.bounds.y[0] > 0.05 || piece.height < 0.05) return 0;
  const x = at.x - piece.x;
  const z = at.z - piece.z;
  const aside = Math.max(Math.abs(piece.cos * x - piece.sin * z) - piece.width / 2, 0);
  const ahead = Math.max(Math.abs(piece.sin * x + piece.cos * z) - piece.depth / 2, 0);
  const squared = aside * aside + ahead * ahead;
  return squared > 0.2 ? 0 : 0.5 * Math.exp(-squared / 0.02);
}
