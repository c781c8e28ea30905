import type { Random } from "../../random.ts";
import { hsl } from "../colour.ts";
import { fabric, paint, wood } from "../material.ts";
import type { Palette } from "../palette.ts";
import { type Furniture, solidsOf } from "../piece.ts";

/** A chair: seat, four legs, and a back that is a board or slats. */
export function chair(random: Random, { wood: timber, metal, hues }: Palette): Furniture {
  const { box, cylinder } = solidsOf("chair");
  const side = random.uniform(0.42, 0.48);
  const height = random.uniform(0.84, 1);
  const seat = 0.45;
  const shell = hsl(random.pick(hues), random.uniform(0.3, 0.75), random.uniform(0.35, 0.6));
  const frame = random.pick([wood(timber), wood(timber), paint(metal), paint(shell)]);
  const pad = random.chance(0.5) ? fabric(shell) : frame;
  const post = 0.038;
  const edge = side / 2 - post / 2;
  const legs = [-1, 1].flatMap((sx) => [-1, 1].map((sz) => ({ x: sx * edge, z: sz * edge, bottom: 0 })));
  const slats = random.chance(0.5);
  const back = slats
    ? [0.62, 0.75, height - 0.08].map((bottom) => box(frame, { bottom, z: edge }, [side - post, 0.07, 0.02]))
    : [box(pad, { bottom: 0.58, z: edge }, [side - post, height - 0.6, 0.03])];
  return {
    width: side,
    depth: side,
    height,
    solids: [
      ...legs.map((at) => cylinder(frame, at, [post, seat - 0.04, post])),
      box(pad, { bottom: seat - 0.05 }, [side, 0.05, side]),
      ...[-1, 1].map((sx) =>
        box(frame, { bottom: seat, x: sx * edge, z: edge }, [post, height - seat, post]),
      ),
      ...back,
    ],
  };
}
