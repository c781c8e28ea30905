import type { Label } from "./labels.ts";
import type { Material } from "./material.ts";

/**
 * A convex body, axis-aligned in the frame of the piece it belongs to: x to the right, y up, z to the back, metres.
 *
 * Each shape is the unit cube, the unit cylinder along y or the unit sphere, moved to the centre and stretched by the
 * half extents.
 */
export interface Solid {
  readonly shape: Shape;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly hx: number;
  readonly hy: number;
  readonly hz: number;
  readonly label: Label;
  readonly material: Material;
}

type Shape = "box" | "cylinder" | "ellipsoid";

export interface Vector {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Outward unit normal at a point of the surface, given from the solid's centre, where a ray comes in along `d`. */
export function normalAt({ shape, hx, hy, hz }: Solid, point: Vector, d: Vector): Vector {
  const x = point.x / hx;
  const y = point.y / hy;
  const z = point.z / hz;
  if (shape === "ellipsoid") return unit({ x: x / hx, y: y / hy, z: z / hz });
  // The ray enters by the face whose plane it reaches last: of those that face it, the one the point lies on.
  const facing = (direction: number, at: number) => (direction * at < 0 ? Math.abs(at) : 0);
  const top = facing(d.y, y);
  if (shape === "cylinder")
    return Math.sqrt(x * x + z * z) > top
      ? unit({ x: x / hx, y: 0, z: z / hz })
      : { x: 0, y: Math.sign(y), z: 0 };
  const side = facing(d.x, x);
  const front = facing(d.z, z);
  if (side > top && side > front) return { x: Math.sign(x), y: 0, z: 0 };
  return front > top ? { x: 0, y: 0, z: Math.sign(z) } : { x: 0, y: Math.sign(y), z: 0 };
}

export function unit({ x, y, z }: Vector): Vector {
  const length = Math.sqrt(x * x + y * y + z * z);
  return { x: x / length, y: y / length, z: z / length };
}

export const dot = (a: Vector, b: Vector) => a.x * b.x + a.y * b.y + a.z * b.z;
