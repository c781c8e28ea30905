import type { Random } from "../../random.ts";
import { hsl, scale } from "../colour.ts";
import { fabric, glowing, paint } from "../material.ts";
import type { Palette } from "../palette.ts";
import { type Furniture, solidsOf } from "../piece.ts";

const { box, cylinder, ellipsoid } = solidsOf("object");

const shade = hsl(0.11, 0.6, 0.85);

/** A floor lamp with a cylindrical shade. */
export function floorLamp(random: Random, { metal }: Palette): Furniture {
  const height = random.uniform(1.4, 1.7);
  const wide = random.uniform(0.32, 0.45);
  return {
    width: wide,
    depth: wide,
    height,
    solids: [
      cylinder(paint(metal), { bottom: 0 }, [0.28, 0.025, 0.28]),
      cylinder(paint(metal), { bottom: 0.02 }, [0.03, height - 0.25, 0.03]),
      cylinder(glowing(shade, random.uniform(0.5, 1.1)), { bottom: height - 0.28 }, [wide, 0.28, wide]),
    ],
  };
}

/** A plant in a pot: leaves as a cloud of ellipsoids. */
export function plant(random: Random, { hues }: Palette): Furniture {
  const pot = random.uniform(0.24, 0.34);
  const high = random.uniform(0.24, 0.34);
  const leaf = hsl(random.uniform(0.24, 0.36), random.uniform(0.3, 0.55), random.uniform(0.22, 0.4));
  const crown = random.uniform(0.45, 0.8);
  const leaves = Array.from({ length: 9 }, (_, i) => {
    const angle = i * 2.4 + random.uniform(-0.4, 0.4);
    const out = 0.16 * Math.sqrt(i / 8);
    const size = random.uniform(0.14, 0.24);
    const at = { x: out * Math.cos(angle), z: out * Math.sin(angle), bottom: high + (crown * (9 - i)) / 10 };
    return ellipsoid(fabric(scale(leaf, random.uniform(0.7, 1.3))), at, [
      size,
      size * random.uniform(0.7, 1.4),
      size,
    ]);
  });
  const solids = [
    cylinder(paint(hsl(random.pick([0.06, hues[0]]), 0.35, random.uniform(0.4, 0.7))), { bottom: 0 }, [
      pot,
      high,
      pot,
    ]),
    cylinder(paint(hsl(0.09, 0.3, 0.25)), { bottom: high }, [0.03, crown * 0.6, 0.03]),
    ...leaves,
  ];
  return { width: 0.5, depth: 0.5, height: high + crown, solids };
}

/** A ball or a basket on the floor. */
export function toy(random: Random, { hues }: Palette): Furniture {
  const size = random.uniform(0.22, 0.42);
  const skin = paint(hsl(random.pick(hues), random.uniform(0.4, 0.7), random.uniform(0.4, 0.6)));
  const solid = random.chance(0.5)
    ? ellipsoid(skin, { bottom: 0 }, [size, size, size])
    : cylinder(fabric(hsl(0.09, 0.35, 0.5)), { bottom: 0 }, [size, size * 1.1, size]);
  return { width: size, depth: size, height: size, solids: [solid] };
}

/** Something small to stand on a table or a chest: its bottom is at the given height. */
export function ornament(random: Random, { hues, metal }: Palette, bottom: number): Furniture {
  const hue = random.pick(hues);
  const glaze = paint(hsl(hue, random.uniform(0.3, 0.7), random.uniform(0.35, 0.7)));
  const kinds = {
    vase: () => [
      ellipsoid(glaze, { bottom }, [0.16, 0.22, 0.16]),
      cylinder(glaze, { bottom: bottom + 0.16 }, [0.06, 0.1, 0.06]),
    ],
    lamp: () => [
      cylinder(paint(metal), { bottom }, [0.12, 0.02, 0.12]),
      cylinder(paint(metal), { bottom }, [0.025, 0.22, 0.025]),
      cylinder(glowing(shade, 0.9), { bottom: bottom + 0.2 }, [0.24, 0.18, 0.24]),
    ],
    stack: () =>
      [0, 1, 2].map((i) =>
        box(paint(hsl(hue + i * 0.23, 0.45, 0.5)), { bottom: bottom + i * 0.035, x: 0.01 * i }, [
          0.26 - 0.02 * i,
          0.035,
          0.19,
        ]),
      ),
    bowl: () => [
      cylinder(glaze, { bottom }, [0.3, 0.06, 0.3]),
      ellipsoid(paint(hsl(0.05, 0.8, 0.5)), { bottom: bottom + 0.02 }, [0.2, 0.12, 0.2]),
    ],
  };
  return {
    width: 0.3,
    depth: 0.3,
    height: 0.4,
    solids: random.pick([kinds.vase, kinds.lamp, kinds.stack, kinds.bowl])(),
  };
}

/** A lamp that hangs from the ceiling, or a flat one on it. */
export function ceilingLamp(random: Random, { metal }: Palette, ceiling: number): Furniture {
  const drop = random.chance(0.5) ? random.uniform(0.25, 0.5) : 0;
  const wide = random.uniform(0.3, 0.5);
  const light = glowing(hsl(0.12, 0.4, 0.92), random.uniform(1, 1.6));
  const solids =
    drop > 0
      ? [
          cylinder(paint(metal), { bottom: ceiling - drop }, [0.02, drop, 0.02]),
          ellipsoid(light, { bottom: ceiling - drop - wide * 0.7 }, [wide, wide * 0.8, wide]),
        ]
      : [cylinder(light, { bottom: ceiling - 0.07 }, [wide, 0.07, wide])];
  return { width: wide, depth: wide, height: ceiling, solids };
}
