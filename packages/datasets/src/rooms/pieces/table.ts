import type { Random } from "../../random.ts";
import { hsl } from "../colour.ts";
import { paint, wood } from "../material.ts";
import type { Palette } from "../palette.ts";
import { type Furniture, solidsOf } from "../piece.ts";

export type TableKind = "dining" | "round" | "coffee" | "desk" | "bedside";

/** Width, depth and height in metres, lowest and highest. */
const sizes = {
  dining: { width: [1.3, 1.9], depth: [0.8, 0.95], height: [0.72, 0.77] },
  round: { width: [0.9, 1.25], depth: [0.9, 0.9], height: [0.72, 0.76] },
  coffee: { width: [0.8, 1.2], depth: [0.5, 0.65], height: [0.36, 0.46] },
  desk: { width: [1.1, 1.5], depth: [0.6, 0.75], height: [0.72, 0.76] },
  bedside: { width: [0.4, 0.5], depth: [0.36, 0.42], height: [0.42, 0.55] },
} as const;

/** A table: a top on four legs, or a disc on one. */
export function table(random: Random, { wood: timber, metal }: Palette, kind: TableKind): Furniture {
  const { box, cylinder } = solidsOf("table");
  const size = sizes[kind];
  const width = random.uniform(...size.width);
  const depth = kind === "round" ? width : random.uniform(...size.depth);
  const height = random.uniform(...size.height);
  const top = random.chance(0.75) ? wood(timber) : paint(hsl(0.1, 0.05, random.uniform(0.8, 0.93)));
  const leg = random.chance(0.6) ? wood(timber) : paint(metal);
  const thickness = random.uniform(0.03, 0.05);
  if (kind === "round")
    return {
      width,
      depth,
      height,
      solids: [
        cylinder(top, { bottom: height - thickness }, [width, thickness, width]),
        cylinder(leg, { bottom: 0.03 }, [0.1, height - 0.03 - thickness, 0.1]),
        cylinder(leg, { bottom: 0 }, [width * 0.55, 0.03, width * 0.55]),
      ],
    };
  const stout = random.uniform(0.045, 0.075);
  const legs = [-1, 1].flatMap((sx) =>
    [-1, 1].map((sz) => ({ x: sx * (width / 2 - stout), z: sz * (depth / 2 - stout), bottom: 0 })),
  );
  const make = random.chance(0.5) ? box : cylinder;
  return {
    width,
    depth,
    height,
    solids: [
      box(top, { bottom: height - thickness }, [width, thickness, depth]),
      ...legs.map((at) => make(leg, at, [stout, height - thickness, stout])),
      ...(kind === "bedside" ? [box(top, { bottom: height - 0.2 }, [width - 0.06, 0.17, depth - 0.04])] : []),
      ...(kind === "desk"
        ? [box(top, { bottom: 0.25, x: width / 2 - 0.24 }, [0.36, height - 0.25 - thickness, depth - 0.08])]
        : []),
    ],
  };
}
