import { checkNumber } from "./check-number.ts";
import { LossError } from "./errors.ts";

/** For rules that divide by a loss or take its logarithm. */
export interface FloorOption {
  /** Our choice, off by default: a finite loss below `floor`, be it 0 or negative, counts as `floor`. */
  readonly floor?: number | undefined;
}

/** What a loss counts as, where it has to be above 0; `at` says where it was met. */
export type Raise = (
  loss: number,
  what: "loss" | "mean",
  at: Readonly<Record<string, string | number>>,
) => number;

/** Lifts finite losses to the floor, where there is one. @throws {ConfigError} if the floor is not above 0. */
export function raiseTo(balancer: string, { floor }: FloorOption): Raise {
  if (floor !== undefined)
    checkNumber(balancer, "floor", floor, "above 0", "Leave it out to refuse low losses");
  return (loss, what, at) => {
    const raised = Math.max(loss, floor ?? loss);
    if (raised > 0) return raised;
    const expected = what === "mean" ? "a mean loss above 0" : "a loss above 0";
    throw new LossError(balancer, expected, { ...at, [what]: loss }, notAboveZero);
  };
}

const notAboveZero =
  "Shift a loss that can be negative (1 - dice, not -dice), or set floor for one that reaches 0";
