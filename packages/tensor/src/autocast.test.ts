import { describe, expect, test } from "vitest";
import { autocast } from "./autocast.ts";
import { tensor } from "./create.ts";
import { DeviceError } from "./errors.ts";
import * as ops from "./ops/index.ts";
import { scope } from "./scope.ts";
import { testDevice } from "./testing/device.ts";
import { randomTensor } from "./testing/random-tensor.ts";

const device = await testDevice();
const values = (shape: readonly number[], seed: number) =>
  randomTensor(device, shape, seed, { requiresGrad: true });

if (!device.profile.f16)
  test("autocast says that the adapter has no half precision, and runs nothing", () => {
    let ran = false;
    expect(() => autocast(device, () => (ran = true))).toThrow(
      new DeviceError(
        `autocast: expected an adapter with half precision (shader-f16) for f16; got ${device.profile.description}. Use f32`,
      ),
    );
    expect(ran).toBe(false);
  });
else
  describe("autocast", () => {
    test("a half and a single become singles where they meet, and two halves stay", () => {
      const [half, single] = [tensor(device, [1, 2], [2], { dtype: "f16" }), tensor(device, [1, 2], [2])];
      expect(() => ops.add(half, single)).toThrow(
        "add: expected a and b of one element type; got a f16, b f32",
      );
      expect(autocast(device, () => ops.add(half, single)).dtype).toBe("f32");
      expect(autocast(device, () => ops.add(half, half)).dtype).toBe("f16");
      expect(autocast(device, () => ops.softmax(half, 0)).dtype).toBe(ops.softmax(single, 0).dtype);
    });

    test("what it casts goes with the call, and a throwing body ends it", () => {
      const [a, b] = [values([4, 4], 1).detach(), values([4, 4], 2).detach()];
      const before = device.stats.usedBytes;
      scope(() => void autocast(device, () => ops.matmul(a, b)));
      expect(device.stats.usedBytes).toBe(before);
      expect(() =>
        autocast(device, () => {
          throw new Error("mine");
        }),
      ).toThrow("mine");
      expect(ops.matmul(a, b).dtype).toBe("f32");
    });
  });
