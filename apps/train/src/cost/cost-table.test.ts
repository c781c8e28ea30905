import { expect, test } from "vitest";
import { costTable } from "./cost-table.ts";

const rounds = (...clock: number[]) => clock.map((value) => ({ clock: value, processor: 2 * value }));

test("costs are medians, and shares of the first in the same round: a slow round slows both", () => {
  expect(
    costTable(["equal", "lsb", "famo"], [rounds(10, 30, 20), rounds(10, 30, 20.2), rounds(5, 24, 15)]),
  ).toEqual([
    ["method", "ms a step", "beside equal", "processor ms", "beside equal"],
    ["equal", "20.00", "", "40.00", ""],
    ["lsb", "20.20", "+0.0 ± 1.4 %", "40.40", "+0.0 ± 1.4 %"],
    ["famo", "15.00", "-25.0 ± 39.9 %", "30.00", "-25.0 ± 39.9 %"],
  ]);
});

test("one round tells no interval", () => {
  expect(costTable(["equal", "lsb"], [rounds(10), rounds(11)])[2]).toEqual([
    ...["lsb", "11.00", "+10.0 ± ? %", "22.00", "+10.0 ± ? %"],
  ]);
});
