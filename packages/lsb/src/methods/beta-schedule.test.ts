import { expect, test } from "vitest";
import { type BetaSchedule, betaAt } from "./beta-schedule.ts";

const cases: readonly (readonly [BetaSchedule, readonly number[]])[] = [
  [{ kind: "linear", step: 0.5 }, [0, 0, 0.5, 1, 1.5, 2, 2.5, 3]],
  [{ kind: "linear", step: 0.5, cap: 1.25 }, [0, 0, 0.5, 1, 1.25, 1.25, 1.25, 1.25]],
  [{ kind: "ramp", periods: 6 }, [0, 0, 0.25, 0.5, 0.75, 1, 1, 1]],
  [{ kind: "ramp", periods: 3 }, [0, 0, 1, 1, 1, 1, 1, 1]],
  [{ kind: "constant", value: 0.7 }, [0, 0, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7]],
];

test.each(cases)("beta(1..8) of %j", (schedule, expected) => {
  expect([1, 2, 3, 4, 5, 6, 7, 8].map((period) => betaAt(schedule, period))).toEqual(expected);
});
