import type { AdapterProfile } from "../../device/adapter.ts";
import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { addedChunks } from "./chunks.ts";
import type { Family } from "./family.ts";
import { type Geometry, paramsOf, shapesOf } from "./geometry.ts";
import tileKernel from "./tile.wgsl";
import { fitsWindow } from "./window.ts";

/** The passes of the kernel. */
const [FORWARD, BACKWARD_X, BACKWARD_WEIGHT] = [0, 1, 2] as const;

/** Workgroup tiles, on GPUs. */
export const tile: Family = {
  half: true,
  forward: (g, adapter, bias) => (fits(g, adapter) ? [forward(g, bias)] : null),
  backwardX: (g, adapter) => (fits(g, adapter) ? [backwardX(g)] : null),
  backwardWeight: (g, adapter) => (fits(g, adapter) ? backwardWeight(g) : null),
};

/** Whether a group has channels enough to fill half of a tile, or part of one where nothing else fits. */
const fits = (g: Geometry, adapter: AdapterProfile): boolean =>
  g.groups === 1 || Math.min(g.cg, g.kg) >= (fitsWindow(g, adapter) ? 32 : 8);

const forward = (g: Geometry, bias: boolean): Launch =>
  launch(
    g,
    FORWARD,
    ["weight", "x", bias ? "bias" : "weight"],
    { y: { shape: shapesOf(g).y, dtype: g.dtype } },
    { rows: g.kg, depth: g.cg * g.r * g.s, columns: g.n * g.p * g.q },
    bias,
  );

const backwardX = (g: Geometry): Launch =>
  launch(
    g,
    BACKWARD_X,
    ["weight", "dy", "dy"],
    { dx: { shape: shapesOf(g).x, dtype: g.dtype } },
    { rows: g.cg, depth: g.kg * g.r * g.s, columns: g.n * g.h * g.w },
  );

/** Workgroups that keep a GPU busy, and pixels that one adds up at most before sums are added to sums. */
const [WORKGROUPS, MAX_LENGTH] = [256, 1024];

/** `dweight`: sums over chunks of the pixels, then their sum. */
function backwardWeight(g: Geometry): readonly Launch[] {
  const extents = { rows: g.kg, depth: g.n * g.p * g.q, columns: g.cg * g.r * g.s };
  const wanted = Math.min(Math.ceil(WORKGROUPS / tiles(extents, g)), Math.ceil(extents.depth / 256));
  const length = Math.ceil(extents.depth / Math.max(wanted, Math.ceil(extents.depth / MAX_LENGTH)));
  const chunks = Math.ceil(extents.depth / length);
  return addedChunks(g, chunks, "meet dy", (writes) =>
    launch(g, BACKWARD_WEIGHT, ["dy", "x", "x"], writes, extents, false, chunks, length),
  );
}

interface Extents {
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
}

const tiles = ({ rows, columns }: Extents, { groups }: Geometry): number =>
  Math.ceil(rows / 64) * Math.ceil(columns / 64) * groups;

const launch = (
  g: Geometry,
  pass: number,
  reads: readonly string[],
  writes: Launch["writes"],
  extents: Extents,
  bias = false,
  chunks = 1,
  length = extents.depth,
): Launch => ({
  code: tileKernel,
  real: g.dtype,
  reads,
  writes,
  params: { ...paramsOf(g), ...extents, chunks, length },
  constants: { PASS: pass, BIAS: bias ? 1 : 0 },
  grid: linear(tiles(extents, g) * chunks, 1),
});
