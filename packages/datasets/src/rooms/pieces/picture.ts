import type { Random } from "../../random.ts";
import { hsl, mix } from "../colour.ts";
import { type Material, paint } from "../material.ts";
import { noise, ramp } from "../noise.ts";
import type { Palette } from "../palette.ts";
import { type Furniture, solidsOf } from "../piece.ts";

/** A framed picture to be hung on a wall, with a passe-partout around an abstract landscape or blobs of colour. */
export function picture(
  random: Random,
  { wood, hues }: Palette,
  width: number,
  bottom: number,
  height: number,
): Furniture {
  const { box } = solidsOf("picture");
  const frame = paint(random.pick([wood, hsl(0, 0, 0.08), hsl(0.1, 0.05, 0.92), hsl(0.12, 0.6, 0.45)]));
  const edge = random.uniform(0.02, 0.04);
  const mat = random.chance(0.6) ? random.uniform(0.04, 0.09) : 0;
  const inner = { width: width - 2 * edge - 2 * mat, height: height - 2 * edge - 2 * mat };
  const art = random.chance(0.5) ? landscape(random, inner.height) : blobs(random, hues);
  return {
    width,
    depth: 0.04,
    height: bottom + height,
    solids: [
      box(frame, { bottom, z: 0.005 }, [width, height, 0.03]),
      box(paint(hsl(0.12, 0.1, 0.93)), { bottom: bottom + edge }, [
        width - 2 * edge,
        height - 2 * edge,
        0.024,
      ]),
      box(art, { bottom: bottom + edge + mat, z: -0.002 }, [inner.width, inner.height, 0.024]),
    ],
  };
}

function landscape(random: Random, height: number): Material {
  const hue = random.uniform();
  const layers = [0.85, 0.6, 0.42, 0.3].map((lightness, i) => hsl(hue + 0.06 * i, 0.45, lightness));
  const seed = random.uniform(0, 50);
  return ({ at: { x, y } }) => {
    let colour = layers[0]!;
    for (let i = 1; i < 4; i++) {
      const ridge = height * (0.28 - 0.22 * i + 0.3 * (noise((x / height) * 2.5 + seed + 9 * i, i) - 0.5));
      colour = mix(layers[i]!, colour, ramp(ridge - 0.012, ridge + 0.012, y));
    }
    return { albedo: colour };
  };
}

function blobs(random: Random, hues: readonly [number, number]): Material {
  const ground = hsl(random.pick(hues), random.uniform(0.1, 0.5), random.uniform(0.6, 0.9));
  const spots = Array.from({ length: 5 }, () => ({
    x: random.uniform(-0.3, 0.3),
    y: random.uniform(-0.25, 0.25),
    radius: random.uniform(0.05, 0.18),
    colour: hsl(
      random.pick(hues) + random.uniform(-0.1, 0.1),
      random.uniform(0.4, 0.8),
      random.uniform(0.25, 0.65),
    ),
  }));
  return ({ at: { x, y } }) => {
    let colour = ground;
    for (const spot of spots)
      colour = mix(
        spot.colour,
        colour,
        ramp(spot.radius - 0.008, spot.radius + 0.008, Math.hypot(x - spot.x, y - spot.y)),
      );
    return { albedo: colour };
  };
}
