import type { AdapterProfile } from "../../device/adapter.ts";
import { type Grid, linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { addedChunks } from "./chunks.ts";
import type { Family } from "./family.ts";
import { type Geometry, shapesOf } from "./geometry.ts";
import { isSmallWindow, stepsOf, tilesOf, turnedPadding } from "./small-window.ts";
import windowKernel from "./window.wgsl";
import backwardWeight from "./window-backward-weight.wgsl";
import stride2BackwardX from "./window-stride-2-backward-x.wgsl";

/** Whether teams of four invocations, which share their loads through the subgroup, can make a call. */
export const fitsWindow = (g: Geometry, { kernels, subgroup }: AdapterProfile): boolean =>
  kernels !== "plain" && subgroup !== null && isSmallWindow(g, 5);

/** Small windows in any groups: a team of four makes a tile, each of it of a filter or channel of its own. */
export const window: Family = {
  half: true,
  forward: (g, adapter, bias) => (fitsWindow(g, adapter) ? [tiles(g, bias)] : null),
  backwardX(g, adapter) {
    if (!fitsWindow(g, adapter)) return null;
    return [g.stride[0] === 2 ? tilesOfPairs(g) : turnedTiles(g)];
  },
  backwardWeight: (g, adapter) => (fitsWindow(g, adapter) ? sumsOfTiles(g) : null),
};

/** Teams of four invocations, in workgroups of 32. */
const teams = (count: number): Grid => linear(4 * count, 32);

const quarters = (extent: number): number => Math.ceil(extent / 4);

/** Where a weight lies: elements from group to group, from filter to filter, and from channel to channel. */
interface Weights {
  readonly weightG: number;
  readonly weightK: number;
  readonly weightC: number;
}

/** `y` of `x`. */
function tiles(g: Geometry, bias: boolean, weights?: Weights): Launch {
  const { n, c, h, w, k, p, q, top, left, cg, kg, r, s, groups } = g;
  const [stepH, stepW] = stepsOf(g);
  const taps = r * s;
  return {
    code: windowKernel,
    reads: ["x", "weight", bias ? "bias" : "weight"],
    real: g.dtype,
    writes: { y: { shape: shapesOf(g).y, dtype: g.dtype } },
    params: {
      ...{ n, c, h, w, k, p, q, top, left, stepH, stepW, cg, kg },
      ...(weights ?? { weightG: kg * cg * taps, weightK: cg * taps, weightC: taps }),
    },
    constants: { R: r, S: s, STRIDE: g.stride[0], BIAS: bias ? 1 : 0, TURNED: weights ? 1 : 0 },
    grid: teams(n * groups * quarters(kg) * tilesOf(p, 4, stepH) * tilesOf(q, 4, stepW)),
  };
}

/** `dx` of stride 1: a convolution of `dy` with the windows turned, and channels and filters in each other's place. */
function turnedTiles(g: Geometry): Launch {
  const { c, h, w, k, p, q, cg, kg, r, s } = g;
  const turned = { ...g, c: k, h: p, w: q, k: c, p: h, q: w, cg: kg, kg: cg, ...turnedPadding(g) };
  const taps = r * s;
  return {
    ...tiles(turned, false, { weightG: kg * cg * taps, weightK: taps, weightC: cg * taps }),
    reads: ["dy", "weight", "weight"],
    writes: { dx: { shape: shapesOf(g).x, dtype: g.dtype } },
  };
}

/** `dx` of stride 2. */
function tilesOfPairs(g: Geometry): Launch {
  const { n, c, h, w, k, p, q, top, left, cg, kg, r, s, groups } = g;
  return {
    code: stride2BackwardX,
    reads: ["dy", "weight"],
    real: g.dtype,
    writes: { dx: { shape: shapesOf(g).x, dtype: g.dtype } },
    params: { n, c, h, w, k, p, q, top, left, cg, kg },
    constants: { R: r, S: s },
    grid: teams(n * groups * quarters(cg) * Math.ceil((h + (top % 2)) / 8) * Math.ceil((w + (left % 2)) / 8)),
  };
}

/** Teams that keep an adapter busy, and tiles that one team adds up at most before sums are added to sums. */
const [TEAMS, MAX_LENGTH] = [512, 256];

/** `dweight`: sums over chunks of the tiles, then their sum. */
function sumsOfTiles(g: Geometry): readonly Launch[] {
  const { n, c, h, w, k, p, q, top, left, cg, kg, r, s, groups } = g;
  const [stepH, stepW] = stepsOf(g);
  const count = n * tilesOf(p, 4, stepH) * tilesOf(q, 4, stepW);
  const weights = groups * quarters(kg) * Math.ceil(cg / 2);
  const wanted = Math.max(Math.ceil(TEAMS / weights), Math.ceil(count / MAX_LENGTH));
  const length = Math.ceil(count / Math.min(wanted, count));
  const chunks = Math.ceil(count / length);
  return addedChunks(g, chunks, "meet dy and x", (writes) => ({
    code: backwardWeight,
    reads: ["dy", "x"],
    real: g.dtype,
    writes,
    params: { n, c, h, w, k, p, q, top, left, stepH, stepW, cg, kg, chunks, length },
    constants: { R: r, S: s, STRIDE: g.stride[0] },
    grid: teams(weights * chunks),
  }));
}
