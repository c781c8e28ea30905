import type { Random } from "../../random.ts";
import { hsl, mix, scale } from "../colour.ts";
import { type Material, paint } from "../material.ts";
import { noise, ramp } from "../noise.ts";
import type { Palette } from "../palette.ts";
import { type Furniture, solidsOf } from "../piece.ts";

/** A window to be hung on a wall: panes that show the sky over a blurred skyline, a frame with bars, a sill. */
export function window(
  random: Random,
  { trim, wood }: Palette,
  width: number,
  bottom: number,
  height: number,
): Furniture {
  const { box } = solidsOf("window");
  const frame = paint(random.chance(0.75) ? trim : wood);
  const bar = 0.055;
  const columns = width > 1.3 ? 2 + random.integer(2) : 1 + random.integer(2);
  const upright = (x: number, wide: number) => box(frame, { bottom, x, z: -0.01 }, [wide, height, 0.06]);
  const across = (at: number, wide: number) => box(frame, { bottom: at, z: -0.01 }, [width, wide, 0.058]);
  return {
    width,
    depth: 0.06,
    height: bottom + height,
    solids: [
      box(outside(random), { bottom, z: 0.02 }, [width, height, 0.02]),
      upright(-width / 2 + bar / 2, bar),
      upright(width / 2 - bar / 2, bar),
      ...Array.from({ length: columns - 1 }, (_, i) => upright(((i + 1) / columns - 0.5) * width, bar * 0.8)),
      across(bottom, bar),
      across(bottom + height - bar, bar),
      ...(random.chance(0.5) ? [across(bottom + height * 0.62, bar * 0.7)] : []),
      box(frame, { bottom: bottom - 0.03, z: -0.05 }, [width + 0.1, 0.03, 0.14]),
    ],
  };
}

function outside(random: Random): Material {
  const day = random.uniform(0.75, 1.25);
  const sky = hsl(random.uniform(0.54, 0.6), random.uniform(0.3, 0.8), random.uniform(0.74, 0.86));
  const haze = hsl(0.12, 0.3, 0.94);
  const land = hsl(random.uniform(0.2, 0.4), random.uniform(0.15, 0.4), random.uniform(0.35, 0.55));
  const horizon = random.uniform(-0.35, -0.05);
  const seed = random.uniform(0, 100);
  return ({ at: { x, y } }) => {
    const clouds = ramp(0.5, 0.8, noise(x * 1.6 + seed, y * 3.2)) * 0.6;
    const air = mix(mix(haze, sky, ramp(horizon, horizon + 0.9, y)), haze, clouds);
    const ridge = horizon + 0.14 * (noise(x * 2.2 + seed, 3) - 0.5);
    const view = mix(land, air, ramp(ridge - 0.05, ridge + 0.05, y));
    return { albedo: hsl(0, 0, 0.2), glow: scale(view, day) };
  };
}
