import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { writers } from "../ops/writers.ts";
import { testDevice } from "../testing/device.ts";
import { numbers } from "../testing/expect-same.ts";
import { runOnnx } from "../testing/onnxruntime.ts";
import { exportNetwork } from "./export-network.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

test("the example's model runs", async () => {
  const model = await exportNetwork(await testDevice());
  const shape = [3, 3, 48, 64];
  const { depth } = await runOnnx(model, { image: { shape, data: numbers(3 * 3 * 48 * 64, 1) } });
  expect(depth!.shape).toEqual([3, 1, 48, 64]);
});

test("the README shows it, and names every op", () => {
  const example = readFileSync(new URL("./export-network.ts", import.meta.url), "utf8");
  expect(readme).toContain(`\`\`\`ts\n${example}\`\`\`\n`);
  const named = [...readme.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(Object.keys(writers).filter((name) => !named.includes(name))).toEqual([]);
});
