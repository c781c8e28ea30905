import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { cosineSchedule, polynomialSchedule, type Schedule, stepSchedule, warmup } from "./schedules.ts";

const { torch, ...golden }: Record<string, readonly number[]> & { torch: never } = JSON.parse(
  readFileSync(new URL("../../golden/schedules.json", import.meta.url), "utf8"),
);

const ours: Record<string, Schedule> = {
  "step 7, 0.5": stepSchedule(7, 0.5),
  "polynomial 20, 0.9": polynomialSchedule(20, 0.9),
  "cosine 24": cosineSchedule(24),
  "cosine 24, floor 0.1": cosineSchedule(24, 0.1),
  "step 7, 0.5, warm-up 5": warmup(stepSchedule(7, 0.5), 5),
};

describe(`schedules as in PyTorch ${torch}`, () => {
  for (const [name, expected] of Object.entries(golden))
    test(name, () => {
      const schedule = ours[name]!;
      expect(expected.length).toBe(24);
      for (const [step, rate] of expected.entries()) expect(schedule(step)).toBeCloseTo(rate, 12);
    });
});

describe("schedules", () => {
  test("stay at their ends once past them", () => {
    expect(polynomialSchedule(20, 0.9)(50)).toBe(0);
    expect(cosineSchedule(24)(99)).toBe(0);
    expect(cosineSchedule(24, 0.1)(24)).toBe(0.1);
  });

  test("are at their ends from the first step on if there is none to go", () => {
    expect(polynomialSchedule(0, 0.9)(0)).toBe(0);
    expect(cosineSchedule(0, 0.1)(0)).toBe(0.1);
  });

  test("warm-up starts above zero and leaves the rest as it was", () => {
    const warm = warmup(() => 1, 4);
    expect([0, 1, 2, 3, 4, 100].map(warm)).toEqual([0.25, 0.5, 0.75, 1, 1, 1]);
  });

  test("are functions of the step alone: any order gives the same", () => {
    const schedule = warmup(cosineSchedule(10), 3);
    const forwards = [0, 3, 7].map(schedule);
    expect([7, 3, 0].map(schedule).reverse()).toEqual(forwards);
  });
});
