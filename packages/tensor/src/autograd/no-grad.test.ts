import { beforeAll, describe, expect, test } from "vitest";
import { tensor } from "../create.ts";
import type { Device } from "../device/device.ts";
import { exp, mul } from "../ops/index.ts";
import { scope } from "../scope.ts";
import type { Tensor } from "../tensor.ts";
import { testDevice } from "../testing/device.ts";
import { noGrad } from "./no-grad.ts";

let device: Device;
beforeAll(async () => {
  device = await testDevice();
});

const leaf = (...data: number[]): Tensor => tensor(device, data, [data.length], { requiresGrad: true });

describe("noGrad", () => {
  test("records nothing and keeps no memory", () => {
    const x = leaf(1, 2);
    const before = device.stats.usedBytes;
    const y = noGrad(() => scope(() => exp(exp(mul(x, x)))));
    expect(y.requiresGrad).toBe(false);
    expect(device.stats.usedBytes - before).toBe(y.storage.bytes);
    const recorded = scope(() => exp(exp(mul(x, x))));
    expect(recorded.requiresGrad).toBe(true);
    expect(device.stats.usedBytes - before).toBeGreaterThan(2 * y.storage.bytes);
    y.dispose();
    recorded.dispose();
    expect(device.stats.usedBytes).toBe(before);
  });

  test("nests, and ends where its body throws", () => {
    const x = leaf(1);
    noGrad(() => {
      noGrad(() => {});
      expect(exp(x).requiresGrad).toBe(false);
    });
    expect(() =>
      noGrad(() => {
        throw new Error("body");
      }),
    ).toThrow("body");
    expect(exp(x).requiresGrad).toBe(true);
  });
});
