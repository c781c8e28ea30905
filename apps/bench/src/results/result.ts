import type { KernelFacts, Label, StepFacts } from "../bench.ts";
import type { Timing } from "../clock/timing.ts";
import type { Ceilings } from "../probes/probes.ts";

/** What was measured of one kernel or few. */
export interface KernelResult extends Label, Timing, KernelFacts {
  /** By the median. */
  readonly gflopPerSecond: number;
  readonly gbPerSecond: number;
  /** Of the adapter, measured between this work; by the tenth percentile, as is the share of them. */
  readonly ceilings: Ceilings;
  /** The ceiling that the work meets first, and how much of it was reached. */
  readonly bound: "multiply-adds" | "memory";
  readonly share: number;
}

/** What was measured of one whole training step. */
export interface StepResult extends Label, Timing, StepFacts {}

export type Result = KernelResult | StepResult;

export function kernelResult(
  label: Label,
  timing: Timing,
  facts: KernelFacts,
  ceilings: Ceilings,
): KernelResult {
  const rate = (amount: number, ms: number) => amount / ms / 1e6;
  const compute = rate(facts.flops, timing.p10Ms) / ceilings.gflopPerSecond;
  const memory = rate(facts.bytes, timing.p10Ms) / ceilings.gbPerSecond;
  return {
    ...label,
    ...timing,
    ...facts,
    gflopPerSecond: rate(facts.flops, timing.ms),
    gbPerSecond: rate(facts.bytes, timing.ms),
    ceilings,
    bound: compute > memory ? "multiply-adds" : "memory",
    share: Math.max(compute, memory),
  };
}

export const stepResult = (label: Label, timing: Timing, facts: StepFacts): StepResult => ({
  ...label,
  ...timing,
  ...facts,
});
