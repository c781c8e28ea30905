import type { Random } from "../random.ts";
import { type Furniture, type Piece, place } from "./piece.ts";
import type { RoomSize } from "./room.ts";

export type Wall = "back" | "left" | "right";

/** Turn of a piece with its back to the wall. */
const turns = { back: 0, left: -Math.PI / 2, right: Math.PI / 2 } as const;

interface Area {
  readonly u: readonly [low: number, high: number];
  readonly v: readonly [low: number, high: number];
}

/** Keeps track of what stands and hangs where, and finds free places; a thing that finds none is left out. */
export class FloorPlan {
  readonly pieces: Piece[] = [];
  readonly room: RoomSize;
  readonly #random: Random;
  /** Taken parts of the floor: u is x, v is z. */
  readonly #floor: Area[] = [];
  /** Taken parts of the walls: u runs along the wall, v is the height. */
  readonly #walls: Record<Wall, Area[]> = { back: [], left: [], right: [] };
  readonly #camera: { readonly x: number; readonly z: number };

  constructor(random: Random, room: RoomSize, camera: { readonly x: number; readonly z: number }) {
    this.#random = random;
    this.room = room;
    this.#camera = camera;
  }

  /** How many things stand on the floor. */
  get standing(): number {
    return this.#floor.length;
  }

  /** Stands a thing with its back to one of the walls. */
  againstWall(furniture: Furniture, walls: readonly Wall[]): Piece | undefined {
    for (let attempt = 0; attempt < 30; attempt++) {
      const wall = this.#random.pick(walls);
      const u = this.#alongWall(wall, furniture.width);
      if (u === undefined) continue;
      const onWall = areaAround(u, furniture.width / 2, [0, furniture.height]);
      if (this.#walls[wall].some((taken) => overlap(taken, onWall))) continue;
      const piece = this.#byWall(furniture, wall, u, 0.01);
      if (!this.#take(piece)) continue;
      this.#walls[wall].push(onWall);
      return piece;
    }
    return undefined;
  }

  /** Hangs a flat thing on one of the walls; its height says where its top is, `bottom` where its lower edge is. */
  onWall(flat: Furniture, bottom: number, walls: readonly Wall[]): Piece | undefined {
    for (let attempt = 0; attempt < 30; attempt++) {
      const wall = this.#random.pick(walls);
      const u = this.#alongWall(wall, flat.width);
      if (u === undefined) continue;
      const area = areaAround(u, flat.width / 2 + 0.08, [bottom - 0.05, flat.height + 0.05]);
      if (this.#walls[wall].some((taken) => overlap(taken, area))) continue;
      this.#walls[wall].push(area);
      return this.#add(this.#byWall(flat, wall, u, 0));
    }
    return undefined;
  }

  /** Stands a thing at a place, if it is free. */
  free(furniture: Furniture, x: number, z: number, turn: number): Piece | undefined {
    const piece = place(furniture, x, z, turn);
    return this.#take(piece) ? piece : undefined;
  }

  /** Stands a thing at an offset in another's frame, turned with it and by `turn` more, if the place is free. */
  beside(anchor: Piece, furniture: Furniture, dx: number, dz: number, turn = 0): Piece | undefined {
    const x = anchor.x + anchor.cos * dx + anchor.sin * dz;
    const z = anchor.z - anchor.sin * dx + anchor.cos * dz;
    return this.free(furniture, x, z, Math.atan2(anchor.sin, anchor.cos) + turn);
  }

  /**
   * Adds a thing that takes no floor: what lies on it, stands on another or hangs from the ceiling; it is moved
   * inside if it would reach into a wall.
   */
  loose(furniture: Furniture, x: number, z: number, turn: number): Piece {
    const [hu, hv] = halfExtents(place(furniture, x, z, turn));
    const inside = (at: number, half: number, end: number) => Math.min(Math.max(at, half), end - half);
    return this.#add(place(furniture, inside(x, hu, this.room.width), inside(z, hv, this.room.depth), turn));
  }

  #add(piece: Piece): Piece {
    this.pieces.push(piece);
    return piece;
  }

  #take(piece: Piece): boolean {
    const [hu, hv] = halfExtents(piece);
    const area: Area = { u: [piece.x - hu, piece.x + hu], v: [piece.z - hv, piece.z + hv] };
    const { width, depth } = this.room;
    if (area.u[0] < 0 || area.u[1] > width || area.v[0] < 0 || area.v[1] > depth) return false;
    if (this.#floor.some((taken) => overlap(taken, area))) return false;
    // What stands close to the camera must be low enough to look over.
    const aside = Math.max(area.u[0] - this.#camera.x, this.#camera.x - area.u[1], 0);
    const ahead = Math.max(area.v[0] - this.#camera.z, 0);
    if (Math.hypot(aside, ahead) < 0.75 + 0.6 * piece.height) return false;
    this.#floor.push(area);
    this.#add(piece);
    return true;
  }

  #alongWall(wall: Wall, length: number): number | undefined {
    const end = wall === "back" ? this.room.width : this.room.depth;
    const start = wall === "back" ? 0 : 0.8;
    const [low, high] = [start + length / 2 + 0.05, end - length / 2 - 0.05];
    return low < high ? this.#random.uniform(low, high) : undefined;
  }

  #byWall(furniture: Furniture, wall: Wall, u: number, gap: number): Piece {
    const off = furniture.depth / 2 + gap;
    const x = wall === "back" ? u : wall === "left" ? off : this.room.width - off;
    return place(furniture, x, wall === "back" ? this.room.depth - off : u, turns[wall]);
  }
}

/** Half of what a turned piece takes along x and z. */
function halfExtents({ width, depth, cos, sin }: Piece): [number, number] {
  const [c, s] = [Math.abs(cos), Math.abs(sin)];
  return [(c * width + s * depth) / 2, (s * width + c * depth) / 2];
}

const areaAround = (u: number, half: number, v: readonly [number, number]): Area => ({
  u: [u - half, u + half],
  v,
});

const overlap = (a: Area, b: Area) =>
  a.u[0] < b.u[1] && b.u[0] < a.u[1] && a.v[0] < b.v[1] && b.v[0] < a.v[1];
