import type { PerTask } from "@equipoise/lsb";
import fc from "fast-check";

/** A step as a trainer sees it, in numbers that f32 holds; `null` for a task without a label. */
export interface RuleStep {
  readonly losses: PerTask<number | null>;
  /** Of the same batch after the step. */
  readonly after: PerTask<number | null>;
  readonly rate: number;
  readonly skip: boolean;
}

/** Periods of steps of a run, whose tasks are in any order. */
export interface RuleRun {
  readonly tasks: readonly string[];
  readonly periods: readonly (readonly RuleStep[])[];
}

const names = ["depth", "constructor", "10", "normals", "9", "__proto__", "edges"];

/**
 * Any number between two, in millionths. No corner cases: where losses are alike, or 1, gradients of what is learned are
 * nothing but rounding, of which Adam makes as large a step as of any.
 */
const between = (min: number, max: number) =>
  fc.noBias(fc.integer({ min: min * 1e6, max: max * 1e6 })).map((millionths) => millionths / 1e6);

/** 5 periods of 8 steps of up to `most` tasks, whose losses are within `decades` decades of 1; a task's own within one. */
export const runArbitrary = (most: number, decades: number): fc.Arbitrary<RuleRun> =>
  fc.shuffledSubarray(names, { minLength: 1, maxLength: most }).chain((tasks) => {
    const each = { minLength: tasks.length, maxLength: tasks.length };
    const step = fc.record({
      exponents: fc.array(between(-0.5, 0.5), each),
      falls: fc.array(between(-0.2, 0.1), each),
      missing: fc.array(fc.boolean(), each),
      labels: fc.constantFrom("all", "all", "some", "some", "some", "none"),
      rate: between(-3, -1),
      skip: fc.constantFrom(false, false, false, false, true),
    });
    const scales = fc.array(between(0.5 - decades, decades - 0.5), each);
    const steps = fc.array(step, { minLength: 40, maxLength: 40 });
    return fc.tuple(scales, steps).map(([scale, drawn]) => {
      const made = drawn.map(({ exponents, falls, missing, labels, rate, skip }): RuleStep => {
        const losses = exponents.map((exponent, k) => Math.fround(10 ** (scale[k]! + exponent)));
        const named = (value: (k: number) => number) => {
          const absent = (k: number) => labels === "none" || (labels === "some" && missing[k]!);
          return Object.fromEntries(tasks.map((task, k) => [task, absent(k) ? null : value(k)]));
        };
        return {
          losses: named((k) => losses[k]!),
          after: named((k) => Math.fround(losses[k]! * 10 ** falls[k]!)),
          rate: Math.fround(10 ** rate),
          skip,
        };
      });
      return { tasks, periods: Array.from({ length: 5 }, (_, t) => made.slice(8 * t, 8 * t + 8)) };
    });
  });
