import type { Random } from "../../random.ts";
import { hsl } from "../colour.ts";
import { fabric, patterned, wood } from "../material.ts";
import type { Palette } from "../palette.ts";
import { type Furniture, solidsOf } from "../piece.ts";

/** A sofa for one to three: base, arms, back, seat and back cushions, throw pillows, short legs. */
export function sofa(random: Random, { wood: timber, hues }: Palette): Furniture {
  const { box, ellipsoid } = solidsOf("sofa");
  const seats = random.pick([1, 2, 2, 3, 3]);
  const arm = random.uniform(0.12, 0.2);
  const depth = random.uniform(0.82, 0.95);
  const cushion = random.uniform(0.58, 0.68);
  const width = seats * cushion + 2 * arm;
  const height = random.uniform(0.74, 0.88);
  const seatTop = 0.43;
  const hue = random.chance(0.5) ? random.pick(hues) : random.uniform(0.05, 0.12);
  const lightness = random.uniform(0.25, 0.6);
  const saturation = random.uniform(0.08, 0.45);
  const frame = fabric(hsl(hue, saturation, lightness));
  const soft = fabric(hsl(hue, saturation, lightness + 0.05));
  const pillow = random.chance(0.5)
    ? fabric(hsl(hues[1], 0.5, 0.55))
    : patterned(hsl(hues[1], 0.4, 0.5), hsl(0.1, 0.1, 0.88), 0.09, random.chance(0.5));
  const places = Array.from({ length: seats }, (_, i) => (i - (seats - 1) / 2) * cushion);
  const legs = [-1, 1].flatMap((sx) =>
    [-1, 1].map((sz) => ({ x: sx * (width / 2 - 0.08), z: sz * (depth / 2 - 0.08) })),
  );
  return {
    width,
    depth,
    height,
    solids: [
      ...legs.map((at) => box(wood(timber), { bottom: 0, ...at }, [0.05, 0.1, 0.05])),
      box(frame, { bottom: 0.09 }, [width, 0.2, depth]),
      box(frame, { bottom: 0.09, z: depth / 2 - 0.1 }, [width, height - 0.13, 0.2]),
      ...[-1, 1].map((side) =>
        box(frame, { bottom: 0.09, x: (side * (width - arm)) / 2 }, [arm, 0.53, depth]),
      ),
      ...places.map((x) =>
        box(soft, { bottom: 0.29, x, z: -0.11 }, [cushion - 0.015, seatTop - 0.29, depth - 0.2]),
      ),
      ...places.map((x) =>
        box(soft, { bottom: seatTop, x, z: depth / 2 - 0.27 }, [cushion - 0.02, height - seatTop, 0.16]),
      ),
      ...places
        .filter(() => random.chance(0.6))
        .map((x) =>
          ellipsoid(pillow, { bottom: seatTop - 0.01, x: x * 1.15, z: depth / 2 - 0.4 }, [0.42, 0.36, 0.2]),
        ),
    ],
  };
}
