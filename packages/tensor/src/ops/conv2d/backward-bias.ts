import type { Dtype, Floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import type { Shape } from "../../shape.ts";
import backwardBias from "./backward-bias.wgsl";
import sumPartials from "./sum-partials.wgsl";

/** Elements that one invocation adds up before sums are added to sums. */
const LENGTH = 256;

/** Launches that make `dbias` of `dy` [N, K, P, Q]: sums of runs of pixels, then the sum of these. */
export function backwardBiasPlan(dy: Shape, dtype: Dtype = "f32"): readonly Launch[] {
  const real = dtype as Floating;
  const [n, k, p, q] = dy as readonly [number, number, number, number];
  const runs = Math.ceil((p * q) / LENGTH);
  return [
    {
      code: backwardBias,
      reads: ["dy"],
      real,
      writes: { biasPartial: { shape: [n, k, runs] } },
      params: { planes: n * k, pixels: p * q, runs, length: LENGTH },
      grid: linear(n * k * runs),
    },
    {
      code: sumPartials,
      reads: ["biasPartial"],
      real,
      writes: { dbias: { shape: [k], dtype } },
      params: { n, k, runs },
      grid: linear(k),
    },
  ];
}
