import type { Vector } from "./solid.ts";

/** Inner size of a room, in metres: x from 0 to width, y from 0 to height, z from 0 (the camera's wall) to depth. */
export interface RoomSize {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
}

/** How many times `direction` leads from a point inside to the wall, the floor or ceiling, and the wall across. */
export function exits(room: RoomSize, from: Vector, direction: Vector): Vector {
  return {
    x: exit(from.x, direction.x, room.width),
    y: exit(from.y, direction.y, room.height),
    z: exit(from.z, direction.z, room.depth),
  };
}

function exit(from: number, direction: number, end: number): number {
  if (direction === 0) return Infinity;
  return ((direction > 0 ? end : 0) - from) / direction;
}
