import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Device } from "../device/device.ts";
import { testDevice } from "../testing/device.ts";
import { type SelfTestCheck, selfTest } from "./self-test.ts";

let device: Device;
let checks: SelfTestCheck[];
beforeAll(async () => {
  device = await testDevice();
  checks = await selfTest(device);
});

describe("selfTest", () => {
  test("finds this adapter right, in every result and gradient", () => {
    for (const { error, tolerance, ...check } of checks)
      expect(error, JSON.stringify(check)).toBeLessThan(tolerance);
    const results = checks
      .filter(({ of, precision }) => of === "y" && precision === "f32")
      .map(({ op }) => op);
    expect(new Set(results)).toEqual(
      new Set([
        "matmul",
        "conv2d",
        "batchNorm2d",
        "maxPool2d",
        "upsampleBilinear2d",
        "crossEntropy2d",
        "cosineLoss",
        "sum",
        "mean",
      ]),
    );
    const gradients = checks.filter(({ op }) => op === "conv2d").map(({ of }) => of);
    expect(new Set(gradients)).toEqual(new Set(["y", "dx", "dweight", "dbias"]));
  });

  test("tests halves too, where the adapter has them", () => {
    expect(new Set(checks.map(({ precision }) => precision))).toEqual(
      new Set(device.profile.f16 ? ["f32", "f16"] : ["f32"]),
    );
  });

  test("leaves no memory behind", async () => {
    const before = device.stats.usedBytes;
    await selfTest(device, { op: "matmul" });
    expect(device.stats.usedBytes).toBe(before);
  });

  test("finds a device wrong whose results are off by a thousandth, forward and backward", async () => {
    const read = device.read.bind(device);
    const spy = vi.spyOn(device, "read").mockImplementation(async (...of) => {
      const values = new Float32Array(await read(...of));
      return values.map((value) => value * 1.001).buffer;
    });
    const found = await selfTest(device, { op: "crossEntropy2d" });
    spy.mockRestore();
    const single = found.filter(({ precision }) => precision === "f32");
    expect(single.map(({ of }) => of)).toEqual(["y", "dlogits"]);
    for (const { error, tolerance } of single) expect(error).toBeGreaterThan(10 * tolerance);
  });
});
