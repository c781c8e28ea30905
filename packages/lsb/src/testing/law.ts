import fc from "fast-check";
import { expect } from "vitest";
import { type Run, runArbitrary } from "./run.ts";

/** Tries a law on made-up runs; `pick` chooses a task. */
export function holds(runs: "all" | "some", law: (run: Run, pick: number) => void, numRuns = 12) {
  fc.assert(
    fc.property(runArbitrary(runs), fc.nat(), (run, pick) => law(run, pick)),
    { numRuns },
  );
}

/** To eight digits, of `scale` where the value may be near 0. */
export function expectClose(value: number, expected: number, scale = Math.abs(expected)) {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-8 * scale);
}
