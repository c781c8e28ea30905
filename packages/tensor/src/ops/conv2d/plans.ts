import type { AdapterProfile, KernelClass } from "../../device/adapter.ts";
import type { Launch } from "../../op.ts";
import { depthwise } from "./depthwise.ts";
import type { Family } from "./family.ts";
import type { Geometry } from "./geometry.ts";
import { plain } from "./plain.ts";
import { pointwise } from "./pointwise.ts";
import { run } from "./run.ts";
import { tile } from "./tile.ts";
import { window } from "./window.ts";

/** For each class of adapter the families of fast kernels: the first that fits a call makes it, or the plain one. */
const families: Readonly<Record<KernelClass, readonly Family[]>> = {
  plain: [],
  software: [pointwise, depthwise, run, window],
  gpu: [pointwise, depthwise, tile, window],
};

/** Launches that make `y` of `x`, `weight` and, if there is one, `bias`. */
export const forwardPlan = (g: Geometry, adapter: AdapterProfile, bias: boolean): readonly Launch[] =>
  firstPlan(g, adapter, (family) => family.forward(g, adapter, bias));

/** Launches that make `dx` of `dy` and `weight`. */
export const backwardXPlan = (g: Geometry, adapter: AdapterProfile): readonly Launch[] =>
  firstPlan(g, adapter, (family) => family.backwardX(g, adapter));

/** Launches that make `dweight` of `dy` and `x`. */
export const backwardWeightPlan = (g: Geometry, adapter: AdapterProfile): readonly Launch[] =>
  firstPlan(g, adapter, (family) => family.backwardWeight(g, adapter));

function firstPlan(
  { dtype }: Geometry,
  { kernels }: AdapterProfile,
  planOf: <Plan>(family: Family<Plan>) => Plan,
): readonly Launch[] {
  for (const family of families[kernels]) {
    const plan = family.half || dtype === "f32" ? planOf(family) : null;
    if (plan) return plan;
  }
  return planOf(plain);
}
