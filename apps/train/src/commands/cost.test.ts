import { beforeAll, expect, test } from "vitest";
import { build, command, newFolder } from "../testing/command.ts";

const folder = newFolder();
const small = ["data.width=16", "data.height=12", "data.train=4", "data.val=1", "train.batchSize=2"].flatMap(
  (field) => ["--set", field],
);

beforeAll(build);

test("times the balancers that are named in turns with equal weights, and these with themselves", () => {
  const { code, output } = command(folder, [
    "cost",
    "uw",
    "nash-mtl",
    ...small,
    "--rounds",
    "2",
    "--steps",
    "2",
  ]);
  expect(code, output).toBe(0);
  expect(output).toContain("rooms, batches of 2, 2 rounds of 2 steps\n");
  const rows = output.trimEnd().split("\n").slice(-5);
  expect(rows[0]).toMatch(/^method +ms a step +beside equal +processor ms +beside equal$/);
  expect(rows.map((row) => row.split("  ")[0])).toEqual([
    "method",
    "equal",
    "uw",
    "nash-mtl",
    "equal, again",
  ]);
  for (const row of rows.slice(2)) expect(row).toMatch(/[+-]\d+\.\d ± \d+\.\d % .* [+-]\d+\.\d ± \d+\.\d %$/);
});

test("refuses a balancer that there is not", () => {
  const { code, errors } = command(folder, ["cost", "lbs", ...small]);
  expect([code, errors]).toEqual([
    2,
    expect.stringMatching(/^error: cost lbs: expected one of lsb, equal, .*\n$/),
  ]);
});
