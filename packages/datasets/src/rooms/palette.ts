import type { Random } from "../random.ts";
import { hsl, type Rgb } from "./colour.ts";
import { carpet, type Material, paint, planks, tiles } from "./material.ts";

/** The colours one room is furnished in, so that its things go together. */
export interface Palette {
  readonly wall: Material;
  /** The wall the camera faces; in some rooms it is of another colour. */
  readonly backWall: Material;
  readonly skirting: Material;
  readonly ceiling: Material;
  readonly floor: Material;
  /** Window frames and the like. */
  readonly trim: Rgb;
  readonly wood: Rgb;
  readonly metal: Rgb;
  /** Cloth: hue in turns, two of them. */
  readonly hues: readonly [number, number];
}

export function choosePalette(random: Random): Palette {
  const hue = random.uniform();
  const tint = random.pick([0.08, 0.1, 0.12, 0.3, 0.45, 0.55, 0.6]) + random.uniform(-0.03, 0.03);
  const wall = hsl(tint, random.uniform(0.08, 0.4), random.uniform(0.68, 0.88));
  const accent = hsl(
    tint + random.pick([0, 0, 0.4, 0.5]),
    random.uniform(0.2, 0.45),
    random.uniform(0.42, 0.62),
  );
  const trim = hsl(0.1, 0.05, 0.9);
  const timber = hsl(random.uniform(0.055, 0.1), random.uniform(0.3, 0.6), random.uniform(0.28, 0.6));
  return {
    wall: paint(wall),
    backWall: paint(random.chance(0.4) ? accent : wall),
    skirting: paint(trim),
    ceiling: paint(hsl(0.1, random.uniform(0, 0.12), random.uniform(0.88, 0.97))),
    trim,
    floor: chooseFloor(random),
    wood: random.chance(0.2) ? hsl(0.1, 0.06, 0.86) : timber,
    metal: hsl(0.6, 0.03, random.pick([0.15, 0.3, 0.7])),
    hues: [hue, hue + random.pick([0.08, 0.33, 0.5])],
  };
}

function chooseFloor(random: Random): Material {
  const kind = random.pick(["planks", "planks", "planks", "tiles", "carpet"] as const);
  if (kind === "planks")
    return planks(
      hsl(random.uniform(0.06, 0.1), random.uniform(0.25, 0.55), random.uniform(0.32, 0.6)),
      random.uniform(0.1, 0.17),
    );
  if (kind === "tiles")
    return tiles(
      hsl(random.uniform(0.05, 0.15), random.uniform(0.03, 0.2), random.uniform(0.5, 0.75)),
      random.uniform(0.3, 0.5),
    );
  return carpet(hsl(random.pick([0.1, 0.1, 0.6]), random.uniform(0.05, 0.2), random.uniform(0.4, 0.65)));
}
