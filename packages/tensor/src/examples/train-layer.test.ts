import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tensor } from "../create.ts";
import * as tensorCore from "../index.ts";
import * as ops from "../ops/index.ts";
import { testDevice } from "../testing/device.ts";
import { uniform } from "../testing/vectors.ts";
import { trainLayer } from "./train-layer.ts";

test("the example finds the filter, and leaves no memory behind", async () => {
  const device = await testDevice();
  const filter = [0, 1, 0, 1, -4, 1, 0, 1, 0]; // Laplace's
  using weight = tensor(device, filter, [1, 1, 3, 3]);
  using x = tensor(device, Float32Array.from(uniform(64, 1)), [1, 1, 8, 8]);
  using target = ops.conv2d(x, weight, null, { padding: 1 });
  const { usedBytes } = device.stats;
  const { values, losses } = await trainLayer(device, x, target, 60, 1);
  expect(losses[59]).toBeLessThan(1e-4 * losses[0]!);
  for (const [i, value] of filter.entries()) expect(values[i]).toBeCloseTo(value, 1);
  expect(device.stats.usedBytes).toBe(usedBytes);
});

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

test("the README shows it", () => {
  expect(read("../../README.md")).toContain(`\`\`\`ts\n${read("./train-layer.ts")}\`\`\`\n`);
});

test("the README's tables name every op", () => {
  const tables = read("../../README.md")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .join();
  for (const name of Object.keys(ops)) expect(tables).toMatch(new RegExp(`\`${name}[\`(]`));
});

test("every op goes out under its name, none behind another thing of that name", () => {
  expect(tensorCore).toMatchObject(ops);
});
