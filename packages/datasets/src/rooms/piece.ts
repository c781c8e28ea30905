import type { Label } from "./labels.ts";
import type { Material } from "./material.ts";
import type { Solid } from "./solid.ts";

/** A thing to be set up: solids around the middle of its footprint, the floor at y = 0, its front towards -z. */
export interface Furniture {
  /** Metres along x. */
  readonly width: number;
  /** Metres along z. */
  readonly depth: number;
  /** Metres from the floor to its top. */
  readonly height: number;
  readonly solids: readonly Solid[];
}

/** A thing in its place: turned by an angle around y, then moved along the floor. */
export interface Piece extends Furniture {
  readonly x: number;
  readonly z: number;
  readonly cos: number;
  readonly sin: number;
  /** A box around all its solids, in its own frame. */
  readonly bounds: Bounds;
}

interface Bounds {
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
  readonly z: readonly [low: number, high: number];
}

/** Sets a thing up at `(x, z)`, turned so that its back looks along `(sin turn, cos turn)`. */
export function place(furniture: Furniture, x: number, z: number, turn: number): Piece {
  const { solids } = furniture;
  const span = (centre: "x" | "y" | "z", half: "hx" | "hy" | "hz") =>
    [
      Math.min(...solids.map((s) => s[centre] - s[half])) - 1e-9,
      Math.max(...solids.map((s) => s[centre] + s[half])) + 1e-9,
    ] as const;
  const bounds = { x: span("x", "hx"), y: span("y", "hy"), z: span("z", "hz") };
  return { ...furniture, x, z, cos: Math.cos(turn), sin: Math.sin(turn), bounds };
}

/** Makers of solids of one label; `bottom` is the height of the lowest point. */
export function solidsOf(label: Label) {
  const make =
    (shape: Solid["shape"]) =>
    (
      material: Material,
      at: { x?: number; z?: number; bottom: number },
      size: readonly [number, number, number],
    ): Solid => ({
      shape,
      label,
      material,
      x: at.x ?? 0,
      y: at.bottom + size[1] / 2,
      z: at.z ?? 0,
      hx: size[0] / 2,
      hy: size[1] / 2,
      hz: size[2] / 2,
    });
  return { box: make("box"), cylinder: make("cylinder"), ellipsoid: make("ellipsoid") };
}
