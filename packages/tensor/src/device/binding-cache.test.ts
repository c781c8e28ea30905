import { expect, test } from "vitest";
import { tensor } from "../create.ts";
import { testDevice } from "../testing/device.ts";
import { BindingCache } from "./binding-cache.ts";
import type { Pipeline } from "./pipeline-cache.ts";

test("parameters that never repeat start the cache over, and mix up no bind groups", async () => {
  const device = await testDevice();
  using x = tensor(device, [1], [1]);
  const layout = device.gpu.createBindGroupLayout({
    entries: [
      { binding: 0, visibility: GPUShaderStage.COMPUTE, buffer: { type: "storage" } },
      { binding: 1, visibility: GPUShaderStage.COMPUTE, buffer: { type: "uniform" } },
    ],
  });
  const pipeline = { id: 0, layout } as Pipeline;
  const cache = new BindingCache(device.gpu, 3);
  const group = (size: number) => cache.get(pipeline, [x.storage], { size });
  const first = group(0);
  expect(group(0)).toBe(first);
  const groups = new Set(Array.from({ length: 10 }, (_, size) => group(size)));
  expect(groups.size).toBe(10);
  expect(cache.uniforms).toBeLessThanOrEqual(3);
  expect(cache.bytes).toBe(16 * cache.uniforms);
  expect(group(0)).not.toBe(first);
  cache.destroy();
});
