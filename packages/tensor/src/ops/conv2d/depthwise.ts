import type { KernelClass } from "../../device/adapter.ts";
import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { addedChunks } from "./chunks.ts";
import depthwiseKernel from "./depthwise.wgsl";
import backwardWeight from "./depthwise-backward-weight.wgsl";
import stride2BackwardX from "./depthwise-stride-2-backward-x.wgsl";
import type { Family } from "./family.ts";
import { type Geometry, shapesOf } from "./geometry.ts";
import { isSmallWindow, stepsOf, tilesOf, turnedPadding } from "./small-window.ts";

/** Groups of one channel each: an invocation goes down a strip of a plane, and loads every input once. */
export const depthwise: Family = {
  half: true,
  forward: (g, { kernels }, bias) => (fits(g) ? [strips(g, kernels, bias)] : null),
  backwardX(g, { kernels }) {
    if (!fits(g) || g.kg > 1) return null;
    if (g.stride[0] === 2) return [stripsOfPairs(g, kernels)];
    const { c, h, w, p, q } = g;
    const turned = { ...g, k: c, h: p, w: q, p: h, q: w, ...turnedPadding(g) };
    const { constants, ...launch } = strips(turned, kernels, false);
    return [
      {
        ...launch,
        reads: ["dy", "weight", "weight"],
        writes: { dx: { shape: shapesOf(g).x, dtype: g.dtype } },
        constants: { ...constants, TURNED: 1 },
      },
    ];
  },
  backwardWeight: (g, { kernels }) => (fits(g) ? sumsOfStrips(g, kernels) : null),
};

const fits = (g: Geometry): boolean => g.cg === 1 && (g.groups > 1 || g.k === 1) && isSmallWindow(g, 7);

/** Invocations that keep an adapter busy, and rows of a strip at least: a strip meets rows of its neighbours too. */
const wanted: Readonly<Record<KernelClass, number>> = { plain: 1, software: 2048, gpu: 32_768 };
const LEAST_ROWS = 4;

/** Rows of a strip, even over a column of `rows`, where there are as many columns. */
function lengthOf(rows: number, columns: number, kernels: KernelClass): number {
  const strips = Math.min(Math.ceil(wanted[kernels] / columns), Math.ceil(rows / LEAST_ROWS));
  return Math.ceil(rows / strips);
}

/** `y` of `x`. */
function strips(g: Geometry, kernels: KernelClass, bias: boolean): Launch {
  const { n, k, kg, h, w, p, q, top, left, r, s } = g;
  const [stepH, stepW] = stepsOf(g);
  const columns = n * k * tilesOf(q, 4, stepW);
  const length = lengthOf(Math.ceil(p / stepH), columns * stepH, kernels);
  return {
    code: depthwiseKernel,
    reads: ["x", "weight", bias ? "bias" : "weight"],
    real: g.dtype,
    writes: { y: { shape: shapesOf(g).y, dtype: g.dtype } },
    params: { planes: n * k, k, kg, h, w, p, q, top, left, stepH, stepW, length },
    constants: { R: r, S: s, STRIDE: g.stride[0], BIAS: bias ? 1 : 0 },
    grid: linear(columns * tilesOf(p, length, stepH)),
  };
}

/** `dx` of stride 2, for one filter a channel. */
function stripsOfPairs(g: Geometry, kernels: KernelClass): Launch {
  const { n, c, h, w, p, q, top, left, r, s } = g;
  const rows = Math.ceil((h + (top % 2)) / 2);
  const columns = n * c * Math.ceil((w + (left % 2)) / 8);
  const length = lengthOf(rows, columns, kernels);
  return {
    code: stride2BackwardX,
    reads: ["dy", "weight"],
    real: g.dtype,
    writes: { dx: { shape: shapesOf(g).x, dtype: g.dtype } },
    params: { planes: n * c, c, h, w, p, q, top, left, length },
    constants: { R: r, S: s },
    grid: linear(columns * Math.ceil(rows / length)),
  };
}

/** Rows of a strip at most, and strips that one invocation adds up at most, before sums are added to sums. */
const [MOST_ROWS, MOST_STRIPS] = [32, 32];

/** `dweight`: sums over chunks of the strips, then their sum. */
function sumsOfStrips(g: Geometry, kernels: KernelClass): readonly Launch[] {
  const { n, k, kg, h, w, p, q, top, left, r, s } = g;
  const [stepH, stepW] = stepsOf(g);
  const height = Math.ceil(p / stepH);
  const columns = n * tilesOf(q, 4, stepW);
  const rows = Math.min(lengthOf(height, k * columns * stepH, kernels), MOST_ROWS);
  const tiles = columns * tilesOf(p, rows, stepH);
  const length = Math.min(Math.max(1, Math.floor((tiles * k) / wanted[kernels])), MOST_STRIPS);
  const chunks = Math.ceil(tiles / length);
  return addedChunks(g, chunks, "meet dy and x", (writes) => ({
    code: backwardWeight,
    reads: ["dy", "x"],
    real: g.dtype,
    writes,
    params: { n, k, kg, h, w, p, q, top, left, stepH, stepW, rows, chunks, length },
    constants: { R: r, S: s, STRIDE: g.stride[0] },
    grid: linear(chunks * k),
  }));
}
