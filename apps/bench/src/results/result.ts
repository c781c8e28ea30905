import type { KernelFacts, Label, StepFacts } from "../bench.ts";
import type { Timing } from "../clock/timing.ts";
import type { Ceilings } from "../probes/probes.ts";
import { rate } from "./rate.ts";

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

/** What was measured of one piece of work in two revisions, in turns. */
export interface ComparisonResult extends Label {
  readonly kind: "comparison";
  /** Short name of the other revision's commit. */
  readonly revision: string;
  readonly before: Timing;
  readonly after: Timing;
  /** How many times as fast this revision is, by the medians. */
  readonly speedUp: number;
}

export type Result = KernelResult | StepResult;

export function kernelResult(
  label: Label,
  timing: Timing,
  facts: KernelFacts,
  ceilings: Ceilings,
): KernelResult {
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

export const comparisonResult = (
  label: Label,
  revision: string,
  before: Timing,
  after: Timing,
): ComparisonResult => ({
  kind: "comparison",
  ...label,
  revision,
  before,
  after,
  speedUp: before.ms / after.ms,
});
