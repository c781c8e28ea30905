import type { Random } from "../random.ts";
import type { Intrinsics, Size } from "../sample.ts";
import type { Ray } from "./geometry.ts";
import type { Vector } from "./solid.ts";

/** A camera in a room: where it stands, and its axes in the room's frame. */
export interface Camera extends Vector {
  readonly right: Vector;
  readonly down: Vector;
  readonly forward: Vector;
}

/** The focal length of NYU Depth v2's camera, 0.9265 image widths (57 degrees across); square pixels. */
export function roomIntrinsics({ width, height }: Size): Intrinsics {
  // Of a picture wider or taller than 4:3, the longer side decides: no lens gets wider than that.
  const focal = 0.9265 * Math.max(width, (height * 4) / 3);
  return { fx: focal, fy: focal, cx: (width - 1) / 2, cy: (height - 1) / 2 };
}

/** A camera at eye height near the wall z = 0, held almost level and aimed at the far half of the room. */
export function holdCamera(random: Random, room: { width: number; depth: number }): Camera {
  const at = {
    x: room.width * random.uniform(0.28, 0.72),
    y: random.uniform(1.2, 1.6),
    z: random.uniform(0.25, 0.6),
  };
  const target = {
    x: room.width * random.uniform(0.3, 0.7),
    y: random.uniform(0.55, 1.35),
    z: room.depth * random.uniform(0.7, 0.9),
  };
  const yaw = Math.atan2(target.x - at.x, target.z - at.z);
  const pitch = Math.atan2(target.y - at.y, Math.hypot(target.x - at.x, target.z - at.z));
  return { ...at, ...axes(yaw, pitch, random.uniform(-0.025, 0.025)) };
}

function axes(yaw: number, pitch: number, roll: number) {
  const [sy, cy, sp, cp] = [Math.sin(yaw), Math.cos(yaw), Math.sin(pitch), Math.cos(pitch)];
  const forward = { x: sy * cp, y: sp, z: cy * cp };
  const level = { x: cy, y: 0, z: -sy };
  const plumb = { x: sy * sp, y: -cp, z: cy * sp };
  const [s, c] = [Math.sin(roll), Math.cos(roll)];
  const turn = (a: Vector, p: number, b: Vector, q: number) => ({
    x: p * a.x + q * b.x,
    y: p * a.y + q * b.y,
    z: p * a.z + q * b.z,
  });
  return { forward, right: turn(level, c, plumb, s), down: turn(plumb, c, level, -s) };
}

/** Aims a ray through a point of the picture. Its component along `forward` is 1, so its t is the depth z in metres. */
export function aim(
  ray: Ray,
  camera: Camera,
  { fx, fy, cx, cy }: Intrinsics,
  column: number,
  row: number,
): void {
  const { right, down, forward } = camera;
  const u = (column - cx) / fx;
  const v = (row - cy) / fy;
  ray[0] = camera.x;
  ray[1] = camera.y;
  ray[2] = camera.z;
  ray[3] = forward.x + u * right.x + v * down.x;
  ray[4] = forward.y + u * right.y + v * down.y;
  ray[5] = forward.z + u * right.z + v * down.z;
}
