import type { Random } from "../random.ts";
import { FloorPlan } from "./floor-plan.ts";
import { type Interior, walls } from "./interior.ts";
import type { Palette } from "./palette.ts";
import type { Piece } from "./piece.ts";
import { chair } from "./pieces/chair.ts";
import { ceilingLamp, floorLamp, plant, toy } from "./pieces/object.ts";
import { picture } from "./pieces/picture.ts";
import { shelf } from "./pieces/shelf.ts";
import { sofa } from "./pieces/sofa.ts";
import { table } from "./pieces/table.ts";
import { window } from "./pieces/window.ts";
import type { RoomSize } from "./room.ts";
import { bedroom, dining, living, study } from "./room-kinds.ts";

/** What stands in a room, its windows and its lamp. */
export interface Furnishing {
  readonly pieces: readonly Piece[];
  readonly windows: readonly Piece[];
  readonly lamp: Piece;
}

/** Furnishes a bedroom, a living room, a dining room or a study. */
export function furnish(
  random: Random,
  room: RoomSize,
  palette: Palette,
  camera: { x: number; z: number },
): Furnishing {
  const plan = new FloorPlan(random, room, camera);
  const interior = { random, plan, palette };
  const windows = hangWindows(interior);
  random.pick([bedroom, bedroom, living, living, dining, study])(interior);
  fillUp(interior);
  hangPictures(interior);
  const middle = { x: room.width * random.uniform(0.4, 0.6), z: room.depth * random.uniform(0.45, 0.7) };
  const lamp = plan.loose(ceilingLamp(random, palette, room.height), middle.x, middle.z, 0);
  return { pieces: plan.pieces, windows, lamp };
}

function hangWindows({ random, plan, palette }: Interior): Piece[] {
  const windows: Piece[] = [];
  const count = random.pick([0, 1, 1, 1, 2]);
  const bottom = random.uniform(0.9, 1.05);
  const height = Math.min(random.uniform(1, 1.35), plan.room.height - bottom - 0.2);
  for (let i = 0; i < count; i++) {
    const hung = plan.onWall(
      window(random, palette, random.uniform(0.8, 1.9), bottom, height),
      bottom,
      walls,
    );
    if (hung !== undefined) windows.push(hung);
  }
  return windows;
}

function hangPictures({ random, plan, palette }: Interior): void {
  const count = random.integer(4);
  for (let i = 0; i < count; i++) {
    const height = random.uniform(0.35, 0.75);
    const width = height * random.pick([0.75, 1, 1.35, 1.5]);
    const bottom = random.uniform(1.45, 1.6) - height / 2;
    plan.onWall(picture(random, palette, width, bottom, height), bottom, walls);
  }
}

/** Furniture if the room is still empty, then lamps, plants and the like where there is room left. */
function fillUp({ random, plan, palette }: Interior): void {
  const more = [
    () => sofa(random, palette),
    () => shelf(random, palette, "books"),
    () => shelf(random, palette, "drawers"),
    () => table(random, palette, "desk"),
    () => chair(random, palette),
  ];
  for (let attempt = 0; attempt < 6 && plan.standing < 3; attempt++)
    plan.againstWall(random.pick(more)(), walls);
  if (random.chance(0.45)) plan.againstWall(plant(random, palette), walls);
  if (random.chance(0.35)) plan.againstWall(floorLamp(random, palette), walls);
  if (random.chance(0.3)) plan.againstWall(chair(random, palette), walls);
  if (random.chance(0.25)) {
    const { width, depth } = plan.room;
    const [x, z] = [width * random.uniform(0.2, 0.8), depth * random.uniform(0.5, 0.8)];
    plan.free(toy(random, palette), x, z, random.uniform(0, 3));
  }
}
