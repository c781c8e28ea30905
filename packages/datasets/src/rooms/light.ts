import type { Rgb } from "./colour.ts";
import type { Piece } from "./piece.ts";
import { exits, type RoomSize } from "./room.ts";
import { dot, type Vector } from "./solid.ts";

/** Something that lights a room. */
export interface Light {
  readonly colour: Rgb;
  /** How much of it reaches a surface if nothing is in the way. */
  strength(at: Vector, normal: Vector): number;
  /** The way from a point to a place on the light, `u` and `v` in -1..1; undefined if there is no way from there. */
  way(at: Vector, u: number, v: number): Vector | undefined;
}

/** A small round lamp. */
export function lampLight(centre: Vector, colour: Rgb): Light {
  return {
    colour,
    strength(at, normal) {
      const to = minus(centre, at);
      const squared = dot(to, to);
      return Math.max(dot(normal, to), 0) / Math.sqrt(squared) / (squared + 0.4);
    },
    way: (at, u, v) => minus({ x: centre.x + 0.14 * u, y: centre.y, z: centre.z + 0.14 * v }, at),
  };
}

/** The sky in a window, a flat light as big as the window. */
export function skyLight(window: Piece, colour: Rgb): Light {
  const { centre, inward, along, up } = opening(window);
  const area = 4 * along * up;
  return {
    colour,
    strength(at, normal) {
      const to = minus(centre, at);
      const squared = dot(to, to);
      return (
        (Math.max(dot(normal, to), 0) * Math.max(-dot(inward, to), 0) * area) /
        (squared * (Math.PI * squared + area))
      );
    },
    way(at, u, v) {
      // Aims at a place in front of the frame and the bars.
      const [side, high] = [0.9 * along * u, 0.9 * up * v];
      const place = {
        x: centre.x + 0.2 * inward.x + inward.z * side,
        y: centre.y + high,
        z: centre.z + 0.2 * inward.z - inward.x * side,
      };
      return minus(place, at);
    },
  };
}

/** The sun, which stands in one direction; it comes in by the windows, and their bars are in its way. */
export function sunLight(direction: Vector, windows: readonly Piece[], room: RoomSize, colour: Rgb): Light {
  const openings = windows.map(opening);
  return {
    colour,
    strength: (_, normal) => Math.max(dot(normal, direction), 0),
    way(at) {
      const out = exits(room, at, direction);
      const t = Math.min(out.x, out.y, out.z);
      const to = { x: direction.x * t, y: direction.y * t, z: direction.z * t };
      for (const { centre, inward, along, up } of openings) {
        const off = { x: at.x + to.x - centre.x, y: at.y + to.y - centre.y, z: at.z + to.z - centre.z };
        const aside = inward.z * off.x - inward.x * off.z;
        if (Math.abs(dot(inward, off)) < 0.1 && Math.abs(aside) < along && Math.abs(off.y) < up) return to;
      }
      return undefined;
    },
  };
}

/** A window as a rectangle: its back looks out along `(sin, cos)`. */
function opening({ x, z, sin, cos, bounds, width }: Piece) {
  const [low, high] = bounds.y;
  const centre = { x, y: (low + high) / 2, z };
  return { centre, inward: { x: -sin, y: 0, z: -cos }, along: width / 2, up: (high - low) / 2 };
}

const minus = (a: Vector, b: Vector): Vector => ({ x: a.x - b.x, y: a.y - b.y, z: a.z - b.z });
