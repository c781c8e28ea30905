import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as tensorCore from "../index.ts";
import * as ops from "../ops/index.ts";
import { testDevice } from "../testing/device.ts";
import { trainNetwork } from "./train-network.ts";

test("the example learns, and leaves no memory behind", async () => {
  const device = await testDevice();
  await trainNetwork(device, 1);
  const { usedBytes } = device.stats;
  const losses = await trainNetwork(device, 150);
  // Guessing by how frequent the marked pixels are would cost 0.63.
  expect(losses[0]).toBeGreaterThan(0.5);
  expect(Math.max(...losses.slice(-10))).toBeLessThan(0.4);
  expect(device.stats.usedBytes).toBe(usedBytes);
});

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

test("the README shows it", () => {
  expect(read("../../README.md")).toContain(`\`\`\`ts\n${read("./train-network.ts")}\`\`\`\n`);
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
