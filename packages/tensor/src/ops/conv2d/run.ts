import type { AdapterProfile } from "../../device/adapter.ts";
import type { Floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { size } from "../../shape.ts";
import type { Family } from "./family.ts";
import type { Geometry } from "./geometry.ts";
import packWeight from "./pack-weight.wgsl";
import runKernel from "./run.wgsl";
import { sumsOfRows } from "./run-weight.ts";
import { cheapest, fours, lanesOf, waysAlong } from "./ways.ts";
import { fitsWindow } from "./window.ts";

/** A cross-correlation as the kernel makes it: `y` of a convolution, or `dx`, whose inputs are `dy`. */
interface Correlation {
  readonly n: number;
  readonly c: number;
  readonly h: number;
  readonly w: number;
  readonly k: number;
  readonly p: number;
  readonly q: number;
  readonly r: number;
  readonly s: number;
  readonly cg: number;
  readonly kg: number;
  readonly top: number;
  readonly left: number;
  readonly dilation: readonly [height: number, width: number];
  /** Inputs from one output to the next that meets the same taps. */
  readonly scale: readonly [height: number, width: number];
  /** Outputs from one to the next that meets the same taps: where `dx` is spread over a stride, each meets but some. */
  readonly phases: readonly [height: number, width: number];
  readonly groups: number;
  readonly dtype: Floating;
}

/**
 * Windows of any geometry on software adapters, for more filters than a tile of `window` has: eight invocations, or four,
 * make a team, each of it with a run of four pixels.
 */
export const run: Family = {
  half: true,
  forward(g, adapter, bias) {
    if (!fits(g, g.kg, adapter)) return null;
    return correlate({ ...g, scale: g.stride, phases: [1, 1] }, adapter, bias, false);
  },
  backwardX(g, adapter) {
    // Taps that are apart, and met by some pixels only, are for the plain kernel.
    const mixed = (axis: 0 | 1, taps: number) => taps > 1 && g.stride[axis] > 1 && g.dilation[axis] > 1;
    if (!fits(g, g.cg, adapter) || mixed(0, g.r) || mixed(1, g.s)) return null;
    const turned = { ...g, c: g.k, h: g.p, w: g.q, k: g.c, p: g.h, q: g.w, cg: g.kg, kg: g.cg };
    return correlate({ ...turned, scale: [1, 1], phases: g.stride }, adapter, false, true);
  },
  backwardWeight: (g, adapter) => (fits(g, g.kg, adapter) ? sumsOfRows(g, adapter) : null),
};

const fits = (g: Geometry, filters: number, adapter: AdapterProfile): boolean =>
  adapter.subgroup !== null && (filters > 4 || !fitsWindow(g, adapter));

function correlate(
  d: Correlation,
  adapter: AdapterProfile,
  bias: boolean,
  turned: boolean,
): readonly Launch[] {
  const { n, c, h, w, k, p, q, r, s, cg, kg, top, left, dilation, scale, phases, groups, dtype } = d;
  const [phasesH, phasesW] = phases;
  const [rows, columns] = [Math.ceil(p / phasesH), Math.ceil(q / phasesW)];
  const tapsW = Math.ceil(s / phasesW);
  // A turn costs its taps, and its loads as much as one tap more.
  const way = cheapest(
    waysAlong(tapsW, scale[1], dilation[1]),
    ({ taps, step }) => fours(columns / step) * step * Math.ceil(tapsW / taps) * (taps + 1),
  );
  const tapsH = Math.ceil(r / phasesH);
  const runs = Math.ceil(tapsW / way.taps);
  const kg4 = fours(kg);
  const lanes = lanesOf(adapter, (lanes) => Math.ceil(kg4 / lanes) * lanes);
  const places = n * rows * Math.ceil(columns / (4 * way.step)) * way.step;
  const teams = Math.ceil(places / lanes) * Math.ceil(kg4 / lanes) * groups;
  const workgroups = Math.ceil((teams * lanes) / 32);
  const [packed, inputs, result] = turned ? ["weightTurned", "dy", "dx"] : ["weightPacked", "x", "y"];
  const shape = [groups, phasesH * phasesW, tapsH, runs, cg, way.taps, 4 * kg4];
  const filter = cg * r * s;
  return [
    {
      code: packWeight,
      real: dtype,
      reads: ["weight"],
      writes: { [packed]: { shape, dtype } },
      params: {
        ...{ lines: size(shape) / (4 * kg4), cg, kg, kg4, r, s, phasesH, phasesW, tapsH, runs, top, left },
        weightG: kg * cg * r * s,
        weightK: turned ? r * s : filter,
        weightC: turned ? kg * r * s : r * s,
        run: way.taps,
        turned: Number(turned),
      },
      grid: linear(size(shape) / (4 * kg4), 16),
    },
    {
      code: runKernel,
      real: dtype,
      reads: [inputs, packed, bias ? "bias" : packed],
      writes: { [result]: { shape: [n, k, p, q], dtype } },
      params: {
        ...{ n, c, h, w, k, p, q, r, s, top, left, cg, kg, kg4 },
        dilationH: dilation[0],
        dilationW: dilation[1],
        scaleH: scale[0],
        scaleW: scale[1],
        ...{ phasesH, phasesW, tapsH, runs },
        step: way.step,
        spread: way.spread,
        workgroups,
        turned: Number(turned),
        bias: Number(bias),
      },
      constants: {
        RUN: way.taps,
        STRIDE: way.stride,
        OCTETS: Number(lanes === 8),
        FOURS: Number(way.step * phasesW === 1 && q % 4 === 0),
      },
      grid: linear(workgroups * phasesH * phasesW, 1),
    },
  ];
}
