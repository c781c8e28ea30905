import { seeded } from "../random.ts";
import { decorate, type Interior, layRug, walls } from "./interior.ts";
import type { Piece } from "./piece.ts";
import { bed } from "./pieces/bed.ts";
import { chair } from "./pieces/chair.ts";
import { shelf } from "./pieces/shelf.ts";
import { sofa } from "./pieces/sofa.ts";
import { table } from "./pieces/table.ts";

/** A bed with its tables, a wardrobe or the like. */
export function bedroom(interior: Interior): void {
  const { random, plan, palette } = interior;
  const stands = plan.againstWall(bed(random, palette), walls);
  if (stands === undefined) return;
  for (const side of [-1, 1]) {
    if (random.chance(0.3)) continue;
    const small = table(random, palette, "bedside");
    const dx = side * (stands.width / 2 + small.width / 2 + 0.06);
    const put = plan.beside(stands, small, dx, (stands.depth - small.depth) / 2);
    if (put !== undefined) decorate(interior, put, 0.8);
  }
  if (random.chance(0.5)) layRug(interior, stands);
  const kind = random.pick(["wardrobe", "drawers", "books"] as const);
  const stored = plan.againstWall(shelf(random, palette, kind), walls);
  if (stored !== undefined && kind === "drawers") decorate(interior, stored, 0.7);
  if (random.chance(0.4)) plan.againstWall(chair(random, palette), walls);
}

/** A sofa or two, a coffee table on a rug, a shelf. */
export function living(interior: Interior): void {
  const { random, plan, palette } = interior;
  const stands = plan.againstWall(sofa(random, palette), walls);
  if (stands !== undefined) {
    const low = table(random, palette, "coffee");
    const dz = -(stands.depth / 2 + low.depth / 2 + 0.4);
    const put = plan.beside(stands, low, random.uniform(-0.2, 0.2), dz);
    if (put !== undefined) {
      decorate(interior, put, 0.6);
      if (random.chance(0.7)) layRug(interior, put);
    }
  }
  if (random.chance(0.5)) plan.againstWall(sofa(random, palette), walls);
  const kind = random.pick(["books", "books", "drawers"] as const);
  const stored = plan.againstWall(shelf(random, palette, kind), walls);
  if (stored !== undefined && kind === "drawers") decorate(interior, stored, 0.7);
}

/** A table in the middle with chairs around it. */
export function dining(interior: Interior): void {
  const { random, plan, palette } = interior;
  const { width, depth } = plan.room;
  const round = random.chance(1 / 3);
  const furniture = table(random, palette, round ? "round" : "dining");
  const turn = round ? 0 : random.pick([0, Math.PI / 2]);
  const put = plan.free(
    furniture,
    width * random.uniform(0.4, 0.6),
    depth * random.uniform(0.55, 0.68),
    turn,
  );
  if (put !== undefined) {
    decorate(interior, put, 0.7);
    setChairs(interior, put, round);
  }
  const stored = plan.againstWall(shelf(random, palette, random.pick(["drawers", "books"] as const)), walls);
  if (stored !== undefined && stored.height < 1.1) decorate(interior, stored, 0.7);
}

/** Chairs that look alike, their backs away from the table, none quite straight. */
function setChairs({ random, plan, palette }: Interior, at: Piece, round: boolean): void {
  const set = random.integer(1 << 30);
  const put = (dx: number, dz: number, turn: number) =>
    plan.beside(at, chair(seeded("chair", set), palette), dx, dz, turn + random.uniform(-0.12, 0.12));
  const gap = 0.29;
  const places = at.width > 1.5 && !round ? [-0.35, 0.35] : [0];
  for (const side of [-1, 1])
    for (const x of places) put(x, side * (at.depth / 2 + gap), side > 0 ? 0 : Math.PI);
  if (round || random.chance(0.4))
    for (const side of [-1, 1]) put(side * (at.width / 2 + gap), 0, (side * Math.PI) / 2);
}

/** A desk with its chair, and books. */
export function study(interior: Interior): void {
  const { random, plan, palette } = interior;
  const desk = plan.againstWall(table(random, palette, "desk"), walls);
  if (desk !== undefined) {
    decorate(interior, desk, 0.9);
    const dz = -(desk.depth / 2 + 0.28);
    plan.beside(desk, chair(random, palette), random.uniform(-0.15, 0.05), dz, Math.PI);
  }
  plan.againstWall(shelf(random, palette, "books"), walls);
  if (random.chance(0.6)) plan.againstWall(shelf(random, palette, "books"), walls);
  if (random.chance(0.4)) plan.againstWall(sofa(random, palette), walls);
}
