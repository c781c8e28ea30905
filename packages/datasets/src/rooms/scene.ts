import type { Random } from "../random.ts";
import { type Camera, holdCamera } from "./camera.ts";
import { hsl, type Rgb, scale } from "./colour.ts";
import { type Furnishing, furnish } from "./furnish.ts";
import { flatten, type Geometry } from "./geometry.ts";
import { type Light, lampLight, skyLight, sunLight } from "./light.ts";
import { choosePalette, type Palette } from "./palette.ts";
import type { Piece } from "./piece.ts";
import type { RoomSize } from "./room.ts";
import { type Solid, unit } from "./solid.ts";

/** Everything that a picture shows. */
export interface Scene {
  readonly room: RoomSize;
  readonly palette: Palette;
  readonly camera: Camera;
  readonly pieces: readonly Piece[];
  readonly geometry: Geometry;
  /** By the index of a solid in the geometry. */
  readonly solids: readonly { readonly solid: Solid; readonly piece: Piece }[];
  /** Light from everywhere. */
  readonly ambient: Rgb;
  readonly lights: readonly Light[];
  /** The camera's exposure. */
  readonly exposure: number;
}

/** Sets up one room: its size, colours, camera, furniture and light. */
export function buildScene(random: Random): Scene {
  const room = {
    width: random.uniform(3, 5),
    height: random.uniform(2.35, 2.8),
    depth: random.uniform(3.4, 5.4),
  };
  const palette = choosePalette(random);
  const camera = holdCamera(random, room);
  const furnishing = furnish(random, room, palette, camera);
  const { pieces } = furnishing;
  return {
    room,
    palette,
    camera,
    pieces,
    geometry: flatten(pieces, shines),
    solids: pieces.flatMap((piece) => piece.solids.map((solid) => ({ solid, piece }))),
    ambient: scale(hsl(random.uniform(0.08, 0.14), 0.12, 0.9), random.uniform(0.3, 0.42)),
    lights: light(random, room, furnishing),
    exposure: random.uniform(0.85, 1.25),
  };
}

function light(random: Random, room: RoomSize, { windows, lamp }: Furnishing): Light[] {
  const evening = windows.length === 0 || random.chance(0.15);
  const warm = hsl(random.uniform(0.08, 0.13), random.uniform(0.3, 0.7), 0.85);
  const at = { x: lamp.x, y: Math.min(lamp.bounds.y[0] + 0.15, room.height - 0.25), z: lamp.z };
  const lights = [lampLight(at, scale(warm, evening ? random.uniform(2.4, 3.4) : random.uniform(0.7, 1.6)))];
  const sky = scale(hsl(random.uniform(0.52, 0.6), 0.35, 0.9), evening ? 0.2 : random.uniform(2.5, 4.5));
  for (const window of windows) lights.push(skyLight(window, sky));
  if (evening || random.chance(0.5)) return lights;
  const sun = unit({ x: random.uniform(-1, 1), y: random.uniform(0.35, 0.8), z: random.uniform(0.2, 1) });
  return [...lights, sunLight(sun, windows, room, scale(hsl(0.11, 0.6, 0.85), 2.4))];
}

/** What shines casts no shadow. */
function shines({ material }: Solid): boolean {
  const middle = { at: { x: 0, y: 0, z: 0 }, normal: { x: 0, y: 0, z: -1 }, footprint: 0 };
  return material(middle).glow !== undefined;
}
