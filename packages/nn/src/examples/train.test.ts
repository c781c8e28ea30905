import { readFileSync } from "node:fs";
import { full, noGrad, scope } from "@equipoise/tensor";
import { expect, test } from "vitest";
import { testDevice } from "../testing/device.ts";
import { train } from "./train.ts";

test("the example learns, and its file gives the same network again", async () => {
  const device = await testDevice();
  const image = full(device, [2, 3, 12, 16], 0.5);
  const targets = { depth: full(device, [2, 1, 12, 16], 2), normals: full(device, [2, 3, 12, 16], -1) };
  const { losses, network, copy } = await train(device, image, targets, 6);
  expect(losses.length).toBe(6);
  expect(losses[5]).toBeLessThan(losses[0]!);

  const predict = async (net: typeof network) => {
    const { depth } = scope(() => noGrad(() => net.forward(image, "eval")));
    return [...(await depth!.read())];
  };
  expect(await predict(copy)).toEqual(await predict(network));
});

test("the README shows it", () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
  expect(read("../../README.md")).toContain(`\`\`\`ts\n${read("./train.ts")}\`\`\`\n`);
});
