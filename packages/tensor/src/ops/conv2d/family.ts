import type { AdapterProfile } from "../../device/adapter.ts";
import type { Launch } from "../../op.ts";
import type { Geometry } from "./geometry.ts";

/** Kernels of one idea: what they launch for a call, or `null` where they do not fit. */
export interface Family<Plan = readonly Launch[] | null> {
  /** Whether its kernels take halves too. */
  readonly half: boolean;
  /** Launches that make `y` of `x`, `weight` and, if there is one, `bias`. */
  forward(g: Geometry, adapter: AdapterProfile, bias: boolean): Plan;
  /** Launches that make `dx` of `dy` and `weight`. */
  backwardX(g: Geometry, adapter: AdapterProfile): Plan;
  /** Launches that make `dweight` of `dy` and `x`. */
  backwardWeight(g: Geometry, adapter: AdapterProfile): Plan;
}
