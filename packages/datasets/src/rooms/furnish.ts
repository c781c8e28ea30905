import { type Random, seeded } from "../random.ts";
import { hsl } from "./colour.ts";
import { FloorPlan, type Wall } from "./floor-plan.ts";
import { fabric, patterned } from "./material.ts";
import type { Palette } from "./palette.ts";
import { type Furniture, type Piece, solidsOf } from "./piece.ts";
import { bed } from "./pieces/bed.ts";
import { chair } from "./pieces/chair.ts";
import { ceilingLamp, floorLamp, ornament, plant, toy } from "./pieces/object.ts";
import { picture } from "./pieces/picture.ts";
import { shelf } from "./pieces/shelf.ts";
import { sofa } from "./pieces/sofa.ts";
import { table } from "./pieces/table.ts";
import { window } from "./pieces/window.ts";
import type { RoomSize } from "./room.ts";

const walls: readonly Wall[] = ["back", "back", "left", "right"];

/** What stands in a room, and its windows. */
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
  const windows = hangWindows(random, plan, palette);
  const kinds = { bedroom, living, dining, study };
  random.pick([kinds.bedroom, kinds.bedroom, kinds.living, kinds.living, kinds.dining, kinds.study])(
    random,
    plan,
    palette,
  );
  fillUp(random, plan, palette);
  hangPictures(random, plan, palette);
  const middle = { x: room.width * random.uniform(0.4, 0.6), z: room.depth * random.uniform(0.45, 0.7) };
  const lamp = plan.loose(ceilingLamp(random, palette, room.height), middle.x, middle.z, 0);
  return { pieces: plan.pieces, windows, lamp };
}

function hangWindows(random: Random, plan: FloorPlan, palette: Palette): Piece[] {
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

function hangPictures(random: Random, plan: FloorPlan, palette: Palette): void {
  const count = random.integer(4);
  for (let i = 0; i < count; i++) {
    const height = random.uniform(0.35, 0.75);
    const bottom = random.uniform(1.45, 1.6) - height / 2;
    plan.onWall(
      picture(random, palette, height * random.pick([0.75, 1, 1.35, 1.5]), bottom, height),
      bottom,
      walls,
    );
  }
}

function bedroom(random: Random, plan: FloorPlan, palette: Palette): void {
  const stands = plan.againstWall(bed(random, palette), walls);
  if (stands === undefined) return;
  for (const side of [-1, 1]) {
    if (random.chance(0.3)) continue;
    const small = table(random, palette, "bedside");
    const put = beside(
      plan,
      stands,
      small,
      side * (stands.width / 2 + small.width / 2 + 0.06),
      (stands.depth - small.depth) / 2,
    );
    if (put !== undefined) decorate(random, plan, palette, put, 0.8);
  }
  if (random.chance(0.5)) rug(random, plan, palette, stands.x, stands.z, stands);
  const kind = random.pick(["wardrobe", "drawers", "books"] as const);
  const stored = plan.againstWall(shelf(random, palette, kind), walls);
  if (stored !== undefined && kind === "drawers") decorate(random, plan, palette, stored, 0.7);
  if (random.chance(0.4)) plan.againstWall(chair(random, palette), walls);
}

function living(random: Random, plan: FloorPlan, palette: Palette): void {
  const stands = plan.againstWall(sofa(random, palette), walls);
  if (stands !== undefined) {
    const low = table(random, palette, "coffee");
    const put = beside(
      plan,
      stands,
      low,
      random.uniform(-0.2, 0.2),
      -(stands.depth / 2 + low.depth / 2 + 0.4),
    );
    if (put !== undefined) {
      decorate(random, plan, palette, put, 0.6);
      if (random.chance(0.7)) rug(random, plan, palette, put.x, put.z, put);
    }
  }
  if (random.chance(0.5)) plan.againstWall(sofa(random, palette), walls);
  const kind = random.pick(["books", "books", "drawers"] as const);
  const stored = plan.againstWall(shelf(random, palette, kind), walls);
  if (stored !== undefined && kind === "drawers") decorate(random, plan, palette, stored, 0.7);
}

function dining(random: Random, plan: FloorPlan, palette: Palette): void {
  const { width, depth } = plan.room;
  const kind = random.pick(["dining", "dining", "round"] as const);
  const turn = kind === "round" ? 0 : random.pick([0, Math.PI / 2]);
  const put = plan.free(
    table(random, palette, kind),
    width * random.uniform(0.4, 0.6),
    depth * random.uniform(0.55, 0.68),
    turn,
  );
  if (put !== undefined) {
    decorate(random, plan, palette, put, 0.7);
    const seed = random.integer(1 << 30);
    const ends = kind === "round" || random.chance(0.4);
    const rows = put.width > 1.5 && kind === "dining" ? [-0.35, 0.35] : [0];
    for (const side of [-1, 1])
      for (const x of rows)
        setChair(random, plan, palette, put, seed, x, side * (put.depth / 2 + 0.29), side > 0 ? 0 : Math.PI);
    if (ends)
      for (const side of [-1, 1])
        setChair(random, plan, palette, put, seed, side * (put.width / 2 + 0.29), 0, (side * Math.PI) / 2);
  }
  const stored = plan.againstWall(shelf(random, palette, random.pick(["drawers", "books"] as const)), walls);
  if (stored !== undefined && stored.height < 1.1) decorate(random, plan, palette, stored, 0.7);
}

function study(random: Random, plan: FloorPlan, palette: Palette): void {
  const desk = plan.againstWall(table(random, palette, "desk"), walls);
  if (desk !== undefined) {
    decorate(random, plan, palette, desk, 0.9);
    beside(
      plan,
      desk,
      chair(random, palette),
      random.uniform(-0.15, 0.05),
      -(desk.depth / 2 + 0.28),
      Math.PI,
    );
  }
  plan.againstWall(shelf(random, palette, "books"), walls);
  if (random.chance(0.6)) plan.againstWall(shelf(random, palette, "books"), walls);
  if (random.chance(0.4)) plan.againstWall(sofa(random, palette), walls);
}

/** Lamps, plants and the like where there is room left, and more furniture if the room is still empty. */
function fillUp(random: Random, plan: FloorPlan, palette: Palette): void {
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
    plan.free(
      toy(random, palette),
      width * random.uniform(0.2, 0.8),
      depth * random.uniform(0.5, 0.8),
      random.uniform(0, 3),
    );
  }
}

/** Stands a thing at an offset in another's frame, turned with it (and by `turn` more). */
function beside(plan: FloorPlan, anchor: Piece, furniture: Furniture, dx: number, dz: number, turn = 0) {
  const [x, z] = [anchor.x + anchor.cos * dx + anchor.sin * dz, anchor.z - anchor.sin * dx + anchor.cos * dz];
  return plan.free(furniture, x, z, Math.atan2(anchor.sin, anchor.cos) + turn);
}

/** A chair of a set: all chairs of one seed look alike. Its back looks away from the table. */
function setChair(
  random: Random,
  plan: FloorPlan,
  palette: Palette,
  anchor: Piece,
  set: number,
  dx: number,
  dz: number,
  turn: number,
) {
  beside(plan, anchor, chair(seeded("chair", set), palette), dx, dz, turn + random.uniform(-0.12, 0.12));
}

/** Puts something on top of a piece. */
function decorate(random: Random, plan: FloorPlan, palette: Palette, on: Piece, probability: number): void {
  if (!random.chance(probability)) return;
  const thing = ornament(random, palette, on.height);
  const dx = random.uniform(-0.5, 0.5) * Math.max(on.width - thing.width - 0.1, 0);
  plan.loose(thing, on.x + on.cos * dx, on.z - on.sin * dx, random.uniform(0, 3));
}

function rug(
  random: Random,
  plan: FloorPlan,
  { hues }: Palette,
  x: number,
  z: number,
  like: { cos: number; sin: number },
): void {
  const { box } = solidsOf("floor");
  const [width, depth] = [random.uniform(1.6, 2.3), random.uniform(1.2, 1.6)];
  const ground = hsl(random.pick(hues), random.uniform(0.15, 0.45), random.uniform(0.35, 0.7));
  const weave = random.chance(0.5)
    ? fabric(ground)
    : patterned(ground, hsl(hues[1], 0.15, 0.75), random.uniform(0.15, 0.4), random.chance(0.4));
  plan.loose(
    { width, depth, height: 0.012, solids: [box(weave, { bottom: 0 }, [width, 0.012, depth])] },
    x,
    z,
    Math.atan2(like.sin, like.cos),
  );
}
