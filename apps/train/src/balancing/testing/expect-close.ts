import type { PerTask } from "@equipoise/lsb";
import { expect } from "vitest";

/**
 * Holds weights to those in float64: `bound` apart at most, relative to each; a weight that is e^-x of the largest, whose
 * exponent may itself be rounded, `(1 + x)` times that. What f32 has no place for counts as 0.
 */
export function expectClose(got: PerTask, want: PerTask, bound: number): void {
  const largest = Math.max(...Object.values(want));
  for (const [task, weight] of Object.entries(want)) {
    const allowed = weight === 0 ? 0 : bound * weight * (1 + Math.log(largest / weight)) + 1e-37;
    expect(Math.abs(got[task]! - weight), `${task}: ${got[task]} for ${weight}`).toBeLessThanOrEqual(allowed);
  }
}
