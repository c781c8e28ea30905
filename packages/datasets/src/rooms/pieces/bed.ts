import type { Random } from "../../random.ts";
import { hsl } from "../colour.ts";
import { fabric, patterned, wood } from "../material.ts";
import type { Palette } from "../palette.ts";
import { type Furniture, solidsOf } from "../piece.ts";

/** A bed with its headboard at the back: frame, mattress, blanket with a turned-down edge, pillows. */
export function bed(random: Random, { wood: timber, hues }: Palette): Furniture {
  const { box, ellipsoid } = solidsOf("bed");
  const width = random.pick([0.95, 1.4, 1.6, 1.8]);
  const depth = 2.05;
  const headboard = random.uniform(0.8, 1);
  const base = random.uniform(0.22, 0.32);
  const top = base + 0.22;
  const hue = random.pick(hues);
  const blanket = hsl(hue, random.uniform(0.25, 0.6), random.uniform(0.35, 0.65));
  const cover = random.chance(0.35)
    ? patterned(blanket, hsl(hue, 0.15, 0.85), random.uniform(0.12, 0.3), random.chance(0.5))
    : fabric(blanket);
  const linen = fabric(hsl(random.pick(hues), random.uniform(0, 0.12), random.uniform(0.86, 0.95)));
  const covered = 0.66 * depth;
  const pillows = width > 1.2 ? [-0.25 * width, 0.25 * width] : [0];
  return {
    width,
    depth,
    height: headboard,
    solids: [
      box(wood(timber), { bottom: 0.08 }, [width, base - 0.08, depth]),
      box(linen, { bottom: base }, [width - 0.06, 0.22, depth - 0.08]),
      box(cover, { bottom: base - 0.08, z: -depth / 2 + covered / 2 - 0.015 }, [
        width + 0.03,
        top - base + 0.11,
        covered,
      ]),
      box(linen, { bottom: top, z: -depth / 2 + covered + 0.1 }, [width + 0.02, 0.04, 0.26]),
      box(wood(timber), { bottom: 0, z: depth / 2 - 0.03 }, [width + 0.04, headboard, 0.06]),
      ...pillows.map((x) =>
        ellipsoid(linen, { bottom: top - 0.03, x, z: depth / 2 - 0.32 }, [
          Math.min(0.7, width * 0.46),
          0.2,
          0.42,
        ]),
      ),
    ],
  };
}
