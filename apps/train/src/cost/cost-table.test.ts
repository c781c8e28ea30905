import { expect, test } from "vitest";
import { costTable } from "./cost-table.ts";

const rounds = (...clock: number[]) => clock.map((value) => ({ clock: value, processor: 2 * value }));

test("costs are medians, and shares of the first in the same round: a slow round slows both", () => {
  const equal = rounds(10, 30, 20, 10, 10, 10, 10);
  const lsb = rounds(10, 30, 20.2, 10.1, 10.2, 9.9, 10.3);
  const famo = rounds(5, 24, 15, 9, 9, 9, 9);
  expect(costTable(["equal", "lsb", "famo"], [equal, lsb, famo])).toEqual([
    ["method", "ms a step", "beside equal", "processor ms", "beside equal"],
    ["equal", "10.00", "", "20.00", ""],
    ["lsb", "10.20", "+1.0 (-1.0 to +3.0) %", "20.40", "+1.0 (-1.0 to +3.0) %"],
    ["famo", "9.00", "-10.0 (-50.0 to -10.0) %", "18.00", "-10.0 (-50.0 to -10.0) %"],
  ]);
});

test("a few rounds tell no interval", () => {
  expect(costTable(["equal", "lsb"], [rounds(10), rounds(11)])[2]).toEqual([
    ...["lsb", "11.00", "+10.0 (?) %", "22.00", "+10.0 (?) %"],
  ]);
});
