import { truncateSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { build, command, newFolder } from "../testing/command.ts";
import { writeDataFolder } from "../testing/data-folder.ts";

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
  for (const row of rows.slice(2)) expect(row).toMatch(/[+-]\d+\.\d \(\?\) % .* [+-]\d+\.\d \(\?\) %$/);
});

test("takes the fields of a balancer, and factors of losses, as a run does", () => {
  const weights = ["segmentation", "depth", "normals"].flatMap((task) => [
    "--set",
    `balancer.weights.${task}=2`,
  ]);
  const { code, output, errors } = command(folder, [
    ...["cost", "fixed", ...small, ...weights, "--set", "train.lossFactors.depth=0.1"],
    ...["--rounds", "1", "--steps", "1"],
  ]);
  expect(errors).toBe("");
  expect(code, output).toBe(0);
  expect(output).toMatch(/^fixed /m);
});

test("leaves out broken images where it is told to", async () => {
  await writeDataFolder(join(folder, "data"));
  truncateSync(join(folder, "data/train/image/2.jpg"), 250);
  const { code, output } = command(folder, [
    ...["cost", "lsb", "--data", "data", "--skip-broken", "--set", "train.batchSize=2"],
    ...["--rounds", "1", "--steps", "2"],
  ]);
  expect(code, output).toBe(0);
  expect(output).toContain("tiny: left out, as their files are broken: 1 of 4 images of train");
});

test.each([
  ["lbs", "", /^error: cost lbs: expected one of lsb, equal, .*\n$/],
  [
    "lsb",
    "balancer.priorities.dpth=2",
    /^error: lsb: expected a priority for each task and no other name; got tasks .*, names \["dpth"\]\. Use the same names\.\n$/,
  ],
  ["lsb", "train.lossFactors.dpth=2", /^error: train\.lossFactors: expected tasks of .*; got dpth\n$/],
  [
    "lsb",
    "balancer.temperature=3",
    /^error: --set balancer\.temperature=3: expected a field that has an effect; .* where balancer\.name is dwa or uw-so; got equal\n$/,
  ],
])("refuses %s %s", (name, field, line) => {
  const { code, errors } = command(folder, ["cost", name, ...small, ...(field ? ["--set", field] : [])]);
  expect(errors).toMatch(line);
  expect(code).toBe(2);
});
