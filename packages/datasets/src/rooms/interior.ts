import type { Random } from "../random.ts";
import { hsl } from "./colour.ts";
import type { FloorPlan, Wall } from "./floor-plan.ts";
import { fabric, patterned } from "./material.ts";
import type { Palette } from "./palette.ts";
import { type Piece, solidsOf } from "./piece.ts";
import { ornament } from "./pieces/object.ts";

/** A room that is being furnished. */
export interface Interior {
  readonly random: Random;
  readonly plan: FloorPlan;
  readonly palette: Palette;
}

/** Where furniture goes; the wall that the camera faces twice as often as the others. */
export const walls: readonly Wall[] = ["back", "back", "left", "right"];

/** Puts something on top of a piece. */
export function decorate({ random, plan, palette }: Interior, on: Piece, probability: number): void {
  if (!random.chance(probability)) return;
  const thing = ornament(random, palette, on.height);
  const dx = random.uniform(-0.5, 0.5) * Math.max(on.width - thing.width - 0.1, 0);
  plan.loose(thing, on.x + on.cos * dx, on.z - on.sin * dx, random.uniform(0, 3));
}

/** Lays a rug under a piece, turned like it. */
export function layRug({ random, plan, palette: { hues } }: Interior, { x, z, cos, sin }: Piece): void {
  const { box } = solidsOf("floor");
  const [width, depth] = [random.uniform(1.6, 2.3), random.uniform(1.2, 1.6)];
  const ground = hsl(random.pick(hues), random.uniform(0.15, 0.45), random.uniform(0.35, 0.7));
  const weave = random.chance(0.5)
    ? fabric(ground)
    : patterned(ground, hsl(hues[1], 0.15, 0.75), random.uniform(0.15, 0.4), random.chance(0.4));
  const solids = [box(weave, { bottom: 0 }, [width, 0.012, depth])];
  plan.loose({ width, depth, height: 0.012, solids }, x, z, Math.atan2(sin, cos));
}
