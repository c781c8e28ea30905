import { mix, type Rgb, scale } from "./colour.ts";
import { cell, noise, ramp } from "./noise.ts";
import type { Vector } from "./solid.ts";

/** A point to be coloured. */
export interface Surface {
  /** Metres from the solid's centre, in the frame of its piece. */
  readonly at: Vector;
  readonly normal: Vector;
  /** Width of a pixel at this distance, in metres: a pattern finer than that is blurred, as a lens would. */
  readonly footprint: number;
}

/** What a point looks like. */
export interface Look {
  /** Share of the light thrown back. */
  readonly albedo: Rgb;
  /** Light of its own. */
  readonly glow?: Rgb;
}

export type Material = (surface: Surface) => Look;

/** Coordinates along a face, in metres: u to the side, v up (to the back on a horizontal face). */
export function along({ at, normal }: Surface): { u: number; v: number } {
  if (Math.abs(normal.y) > 0.7) return { u: at.x, v: at.z };
  return { u: Math.abs(normal.x) > Math.abs(normal.z) ? at.z : at.x, v: at.y };
}

/** How much of a pattern of the given period survives the pixel's width: 1 near, 0 far. */
export const detail = (period: number, footprint: number) => 1 - ramp(0.3 * period, 0.9 * period, footprint);

/** One colour, very slightly uneven. */
export const paint =
  (colour: Rgb): Material =>
  (surface) => {
    const { u, v } = along(surface);
    return { albedo: scale(colour, 0.97 + 0.06 * noise(u * 3, v * 3)) };
  };

/** A light of one colour. */
export const glowing = (colour: Rgb, brightness: number): Material => {
  const look = { albedo: scale(colour, 0.5), glow: scale(colour, brightness) };
  return () => look;
};

/** Wood with its grain along u. */
export const wood =
  (colour: Rgb): Material =>
  (surface) => {
    const { u, v } = along(surface);
    const grain = noise(u * 4 + 7, v * 45) * 0.6 + noise(u * 9, v * 120) * 0.4;
    return { albedo: scale(colour, 1 + (grain - 0.5) * 0.45 * detail(0.03, surface.footprint)) };
  };

/** Woven cloth. */
export const fabric =
  (colour: Rgb): Material =>
  (surface) => {
    const { u, v } = along(surface);
    const weave = noise(u * 180, v * 180) - 0.5;
    const folds = noise(u * 5 + 3, v * 5) - 0.5;
    return { albedo: scale(colour, 1 + 0.18 * folds + 0.35 * weave * detail(0.012, surface.footprint)) };
  };

/** Stripes or checks of two colours. */
export const patterned =
  (a: Rgb, b: Rgb, period: number, checks: boolean): Material =>
  (surface) => {
    const { u, v } = along(surface);
    const wave = (x: number) => ramp(-0.15, 0.15, Math.sin((2 * Math.PI * x) / period));
    const share = checks ? (wave(u) + wave(v)) / 2 : wave(u);
    const kept = detail(period, surface.footprint);
    return { albedo: scale(mix(a, b, 0.5 + (share - 0.5) * kept), 0.95 + 0.1 * noise(u * 6, v * 6)) };
  };

/** Boards along v, each of its own shade, cut to length. */
export const planks =
  (colour: Rgb, width: number): Material =>
  (surface) => {
    const { u, v } = along(surface);
    const board = Math.floor(u / width);
    const length = 1.4;
    const piece = Math.floor((v + cell(board, 5) * length) / length);
    const inBoard = u / width - board;
    const inPiece = (v + cell(board, 5) * length) / length - piece;
    const seam = inBoard < 0.04 || inPiece * length < 0.006 ? 1 : 0;
    const grain = noise(u * 90 + board * 17, v * 5) - 0.5;
    const kept = detail(width, surface.footprint);
    const shade =
      1 + (cell(board, piece + 100) - 0.5) * 0.4 * kept + grain * 0.3 * detail(0.03, surface.footprint);
    return { albedo: scale(colour, shade * (1 - 0.55 * seam * detail(width * 0.25, surface.footprint))) };
  };

/** Square tiles with grout between them. */
export const tiles =
  (colour: Rgb, width: number): Material =>
  (surface) => {
    const { u, v } = along(surface);
    const i = Math.floor(u / width);
    const j = Math.floor(v / width);
    const edge = Math.min(u / width - i, v / width - j);
    const grout = edge < 0.025 ? detail(width * 0.2, surface.footprint) : 0;
    const shade = 1 + (cell(i, j) - 0.5) * 0.16 + (noise(u * 4, v * 4) - 0.5) * 0.12;
    return { albedo: scale(colour, shade * (1 - 0.35 * grout)) };
  };

/** Short fibres. */
export const carpet =
  (colour: Rgb): Material =>
  (surface) => {
    const { u, v } = along(surface);
    const fibre = (noise(u * 60, v * 60) - 0.5) * detail(0.04, surface.footprint);
    return { albedo: scale(colour, 1 + 0.4 * fibre + 0.12 * (noise(u * 2.5, v * 2.5) - 0.5)) };
  };
