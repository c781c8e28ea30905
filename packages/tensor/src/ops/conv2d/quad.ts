import type { AdapterProfile } from "../../device/adapter.ts";
import { type Grid, linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import addChunks from "../matmul/add-chunks.wgsl";
import type { Family } from "./family.ts";
import type { Geometry } from "./geometry.ts";
import octet3x3 from "./octet-3x3.wgsl";
import quad3x3 from "./quad-3x3.wgsl";
import quad3x3BackwardWeight from "./quad-3x3-backward-weight.wgsl";
import quad3x3Stride2 from "./quad-3x3-stride-2.wgsl";
import quad3x3Stride2BackwardX from "./quad-3x3-stride-2-backward-x.wgsl";

/** Windows of 3x3 on software adapters, not in groups: four invocations share their loads. */
export const quad: Family = {
  forward: (g, adapter, bias) => (fits(g, adapter) ? [forward(g, adapter, bias)] : null),
  backwardX: (g, adapter) => (fits(g, adapter) ? [backwardX(g, adapter)] : null),
  backwardWeight: (g, adapter) => (fits(g, adapter) ? backwardWeight(g) : null),
};

/** Whether the kernels fit, which know their taps and load what these share once. */
const fits = ({ r, s, stride, dilation, groups }: Geometry, { kernels, subgroup }: AdapterProfile): boolean =>
  kernels === "software" &&
  subgroup !== null &&
  groups === 1 &&
  r === 3 &&
  s === 3 &&
  dilation[0] === 1 &&
  dilation[1] === 1 &&
  stride[0] === stride[1] &&
  (stride[0] === 1 || stride[0] === 2);

/** Teams of four invocations, in workgroups of 32. */
const teams = (count: number): Grid => linear(4 * count, 32);

const quarters = (extent: number): number => Math.ceil(extent / 4);

/** Kernel and grid of stride 1: teams of eight where subgroups are that large and few of a tile's places idle. */
function stride1({ subgroup }: AdapterProfile, n: number, k: number, p: number, q: number) {
  const quads = quarters(k) * quarters(q);
  const octets = Math.ceil(k / 8) * Math.ceil(q / 8);
  if (subgroup?.min === 8 && subgroup.max === 8 && 4 * octets <= 1.3 * quads)
    return { code: octet3x3, grid: linear(8 * octets * quarters(p) * n, 32) };
  return { code: quad3x3, grid: teams(quads * quarters(p) * n) };
}

/** `y` of a 3x3 convolution. */
function forward(g: Geometry, adapter: AdapterProfile, bias: boolean): Launch {
  const reads = ["x", "weight", bias ? "bias" : "weight"];
  const { n, c, h, w, k, p, q, top, left } = g;
  const writes = { y: { shape: [n, k, p, q] } };
  const constants = { BIAS: bias ? 1 : 0 };
  const params = { n, c, h, w, k, p, q, top, left };
  if (g.stride[0] === 1)
    return {
      reads,
      writes,
      params: { ...params, weightK: 9 * c, weightC: 9 },
      constants,
      ...stride1(adapter, n, k, p, q),
    };
  const grid = teams(quarters(q) * quarters(p) * quarters(k) * n);
  return { code: quad3x3Stride2, reads, writes, params, constants, grid };
}

/** `dx` of a 3x3 convolution: that of stride 1 is a convolution of `dy` with the weights transposed and turned. */
function backwardX(g: Geometry, adapter: AdapterProfile): Launch {
  const { n, c, h, w, k, p, q, top, left, stride } = g;
  const writes = { dx: { shape: [n, c, h, w] } };
  if (stride[0] === 1)
    return {
      reads: ["dy", "weight", "weight"],
      writes,
      params: {
        n,
        c: k,
        h: p,
        w: q,
        k: c,
        p: h,
        q: w,
        top: 2 - top,
        left: 2 - left,
        weightK: 9,
        weightC: 9 * c,
      },
      constants: { BIAS: 0, TURNED: 1 },
      ...stride1(adapter, n, c, h, w),
    };
  return {
    code: quad3x3Stride2BackwardX,
    reads: ["dy", "weight"],
    writes,
    params: { n, c, h, w, k, p, q, top, left },
    grid: teams(Math.ceil((w + left) / 8) * Math.ceil((h + top) / 8) * quarters(c) * n),
  };
}

/** Teams that keep every core busy, and tiles that one team adds up at most before sums are added to sums. */
const [TEAMS, MAX_LENGTH] = [512, 256];

/** `dweight` of a 3x3 convolution: sums over chunks of the pixels, then their sum. */
function backwardWeight(g: Geometry): readonly Launch[] {
  const { n, c, h, w, k, p, q, top, left, stride } = g;
  const tiles = n * quarters(p) * quarters(q);
  const weights = quarters(k) * Math.ceil(c / 2);
  const wanted = Math.max(Math.ceil(TEAMS / weights), Math.ceil(tiles / MAX_LENGTH));
  const length = Math.ceil(tiles / Math.min(wanted, tiles));
  const chunks = Math.ceil(tiles / length);
  return [
    {
      code: quad3x3BackwardWeight,
      reads: ["dy", "x"],
      writes: { weightPartial: { shape: [chunks, k, c, 3, 3] } },
      params: { n, c, h, w, k, p, q, top, left, chunks, length },
      constants: { STRIDE: stride[0] },
      grid: teams(weights * chunks),
    },
    {
      code: addChunks,
      reads: ["weightPartial"],
      writes: { dweight: { shape: [k, c, 3, 3] } },
      params: { size: k * c * 9, chunks },
      grid: linear(k * c * 9),
    },
  ];
}
