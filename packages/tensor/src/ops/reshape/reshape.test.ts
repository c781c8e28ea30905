import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { mul } from "../binary/index.ts";
import { reshape } from "./index.ts";
import { reshapeContract } from "./reshape.contract.ts";
import { reshapeOp } from "./reshape.ts";

testOp(reshapeContract);
testGolden(reshapeOp, new URL("./reshape.golden.json", import.meta.url));

describe("reshape", () => {
  test("shares memory, and launches nothing", async () => {
    const device = await testDevice();
    using x = tensor(device, [1, 2, 3, 4, 5, 6], [2, 3]);
    await device.synchronize();
    const before = device.stats;
    using y = reshape(x, [3, -1]);
    await device.synchronize();
    expect(device.stats).toEqual(before);
    x.write(Float32Array.of(6, 5, 4, 3, 2, 1));
    expect([...(await y.read())]).toEqual([6, 5, 4, 3, 2, 1]);
    expect(y.shape).toEqual([3, 2]);
  });

  test("outlives what it was made from", async () => {
    const device = await testDevice();
    const before = device.stats.usedBytes;
    const x = tensor(device, [1, 2], [2]);
    const y = reshape(x, [2, 1]);
    x.dispose();
    expect([...(await y.read())]).toEqual([1, 2]);
    y.dispose();
    expect(device.stats.usedBytes).toBe(before);
  });

  test("takes bytes and integers", async () => {
    const device = await testDevice();
    using labels = tensor(device, Uint8Array.of(1, 2, 255), [3]);
    using rows = reshape(labels, [1, 3]);
    expect(rows.dtype).toBe("u8");
    expect([...(await rows.read())]).toEqual([1, 2, 255]);
  });

  test("gradients pass in the shape of x", async () => {
    const device = await testDevice();
    using x = tensor(device, [1, 2, 3, 4], [4], { requiresGrad: true });
    using y = reshape(x, [2, 2]);
    using z = mul(y, y);
    using dy = tensor(device, [1, 10, 100, 1000], [2, 2]);
    const [dx] = gradients(z, [x], { dy });
    expect(dx!.shape).toEqual([4]);
    expect([...(await dx!.read())]).toEqual([2, 40, 600, 8000]);
  });
});
