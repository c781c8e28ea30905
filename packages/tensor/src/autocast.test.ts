import { describe, expect, test } from "vitest";
import { autocast } from "./autocast.ts";
import { checkpoint } from "./autograd/checkpoint.ts";
import { gradients } from "./autograd/gradients.ts";
import { tensor } from "./create.ts";
import { DeviceError } from "./errors.ts";
import * as ops from "./ops/index.ts";
import { scope } from "./scope.ts";
import type { Tensor } from "./tensor.ts";
import { testDevice } from "./testing/device.ts";
import { randomTensor } from "./testing/random-tensor.ts";
import { relativeError, uniform } from "./testing/vectors.ts";

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
    test("products work on halves, losses on f32; parameters and their gradients stay f32", async () => {
      const [x, weight, scale] = [values([2, 3, 8, 8], 1), values([5, 3, 3, 3], 2), values([5], 3)];
      const labels = tensor(
        device,
        Uint8Array.from(uniform(128, 4), (v) => Math.floor((v + 1) * 2.5)),
        [2, 8, 8],
      );
      const step = () => {
        const hidden = ops.conv2d(x, weight, null, { padding: 1 });
        const normal = ops.relu(ops.batchNorm2d(hidden, scale, null, { training: true }));
        const loss = ops.crossEntropy2d(normal, labels);
        return {
          hidden: hidden.dtype,
          normal: normal.dtype,
          loss,
          made: gradients(loss, [x, weight, scale]),
        };
      };
      const mixed = scope(() => autocast(device, step));
      const single = scope(step);
      expect([mixed.hidden, mixed.normal, mixed.loss.dtype]).toEqual(["f16", "f16", "f32"]);
      expect(relativeError(await mixed.loss.read(), await single.loss.read())).toBeLessThan(1e-3);
      for (const [i, gradient] of mixed.made.entries()) {
        expect(gradient.dtype).toBe("f32");
        expect(relativeError(await gradient.read(), await single.made[i]!.read())).toBeLessThan(5e-3);
      }
    });

    test("a checkpoint runs again in the precision that it ran in first", async () => {
      const [a, b] = [values([8, 8], 1), values([8, 8], 2)];
      const body = (a: Tensor, b: Tensor) => ops.matmul(a, b);
      const [inside, plain] = [
        autocast(device, () => checkpoint(body, a, b)),
        autocast(device, () => body(a, b)),
      ];
      expect(inside.dtype).toBe("f16");
      const dy = tensor(device, Float32Array.from(uniform(64, 3)), [8, 8], { dtype: "f16" });
      const expected = gradients(plain, [a, b], { dy });
      for (const [i, gradient] of gradients(inside, [a, b], { dy }).entries())
        expect(await gradient.read()).toEqual(await expected[i]!.read());
      const single = checkpoint(body, a, b);
      const made = autocast(device, () => gradients(ops.sum(single), [a, b]));
      for (const gradient of made) expect(gradient.dtype).toBe("f32");
    });

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
