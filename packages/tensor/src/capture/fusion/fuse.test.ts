import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import type { KernelClass } from "../../device/adapter.ts";
import { Device } from "../../device/device.ts";
import * as ops from "../../ops/index.ts";
import { scope } from "../../scope.ts";
import type { Tensor } from "../../tensor.ts";
import { testDevice } from "../../testing/device.ts";
import { randomTensor } from "../../testing/random-tensor.ts";
import { capture } from "../capture.ts";

const classes: readonly KernelClass[] = ["plain", "software", "gpu"];
const shared = await testDevice();
const deviceOf = (kernels: KernelClass) => new Device(shared.gpu, { ...shared.profile, kernels });

type Values = (shape: readonly number[], seed: number) => Tensor;

/** A body over tensors of its own, and the dispatches that it takes: at most so many where kernels are so chosen. */
interface Case {
  readonly body: (values: Values) => () => readonly Tensor[];
  readonly dispatches: number | Readonly<Partial<Record<KernelClass, number>>>;
  readonly half?: boolean;
}

const cases: Readonly<Record<string, Case>> = {
  "a chain of functions is one kernel": {
    body: (values) => {
      const x = values([3, 5, 7], 1);
      return () => [ops.sigmoid(ops.tanh(ops.neg(x)))];
    },
    dispatches: 1,
    half: true,
  },
  "a bias does not move into the few products before it, which rounds otherwise": {
    body: (values) => {
      const [x, weight, bias] = [values([4, 3, 8, 8], 1), values([3, 1, 3, 3], 2), values([3], 3)];
      return () => [ops.convTranspose2d(x, weight, bias, { stride: 2, groups: 3 })];
    },
    dispatches: 1,
  },
  "arithmetic on tensors and numbers joins in": {
    body: (values) => {
      const [a, b, c] = [values([101], 1), values([101], 2), values([101], 3)];
      return () => [ops.sub(2, ops.div(ops.add(ops.relu(a), b), ops.add(c, 3)))];
    },
    // c + 3 stands by itself: its result is an operand of the chain, not what the chain maps.
    dispatches: 2,
    half: true,
  },
  "values too small for a normal half keep what halves have of them": {
    body: (values) => {
      const [a, b] = [values([101], 1), values([101], 2)];
      return () => [ops.mul(ops.relu(ops.mul(ops.mul(a, b), 3e-5)), 0.5)];
    },
    dispatches: 1,
    half: true,
  },
  "a value used twice is worked out once": {
    body: (values) => {
      const x = values([64], 1);
      return () => {
        const s = ops.sigmoid(x);
        return [ops.mul(s, ops.sub(1, s))];
      };
    },
    dispatches: 1,
    half: true,
  },
  "a value on the way that is a result is stored too": {
    body: (values) => {
      const x = values([64], 1);
      return () => {
        const s = ops.exp(x);
        return [s, ops.neg(s), ops.relu(s)];
      };
    },
    dispatches: 1,
    half: true,
  },
  "a convolution takes its activation": {
    body: (values) => {
      const [x, w, b] = [values([2, 3, 9, 11], 1), values([5, 3, 3, 3], 2), values([5], 3)];
      return () => [
        ops.relu(ops.conv2d(x, w, b, { padding: 1 })),
        ops.leakyRelu(ops.conv2d(x, w, null, { stride: 2 }), 0.3),
      ];
    },
    // Software adapters lay the weights out before.
    dispatches: { plain: 2, software: 4, gpu: 2 },
    half: true,
  },
  "convolutions in groups take their activations, a transposed one its bias too": {
    body: (values) => {
      const [x, w, b] = [values([2, 4, 9, 11], 1), values([4, 1, 3, 3], 2), values([4], 3)];
      const [v, u, c] = [values([6, 2, 3, 3], 4), values([4, 3, 3, 3], 5), values([6], 6)];
      return () => [
        ops.relu(ops.conv2d(x, w, b, { padding: 1, groups: 4 })),
        ops.relu(ops.conv2d(x, v, null, { stride: 2, groups: 2 })),
        ops.relu(ops.convTranspose2d(x, u, c, { stride: 2, groups: 2 })),
        ops.relu(ops.convTranspose2d(x, w, b, { stride: 2, groups: 4 })),
      ];
    },
    dispatches: 4,
    half: true,
  },
  "a product takes what is added to it": {
    body: (values) => {
      const [a, b, c] = [values([9, 17], 1), values([17, 13], 2), values([9, 13], 3)];
      return () => [ops.add(ops.matmul(a, b), c)];
    },
    dispatches: 1,
    half: true,
  },
  "normalisation, residual and activation are one": {
    body: (values) => {
      const [x, other, w, b] = [
        values([2, 3, 6, 5], 1),
        values([2, 3, 6, 5], 2),
        values([3], 3),
        values([3], 4),
      ];
      return () => [ops.relu(ops.add(ops.batchNorm2d(x, w, b, { training: true }), other))];
    },
    dispatches: 3,
  },
  "a convolution takes bias, normalisation by given statistics and activation": {
    body: (values) => {
      const [x, w, b] = [values([2, 3, 9, 11], 1), values([5, 3, 3, 3], 2), values([5], 3)];
      const [mean, scale, shift] = [values([5], 4), values([5], 5), values([5], 6)];
      const runningVar = ops.mul(scale, scale);
      return () => {
        const options = { training: false, runningMean: mean, runningVar };
        return [ops.relu(ops.batchNorm2d(ops.conv2d(x, w, b, { padding: 1 }), scale, shift, options))];
      };
    },
    dispatches: { plain: 1, software: 2, gpu: 1 },
  },
  "an upsampling takes what follows": {
    body: (values) => {
      const x = values([1, 2, 4, 5], 1);
      return () => [ops.exp(ops.upsampleBilinear2d(x, { scaleFactor: 2 }))];
    },
    dispatches: 1,
    half: true,
  },
};

describe("fusion", () => {
  for (const [name, { body, dispatches, half }] of Object.entries(cases))
    for (const kernels of classes)
      for (const dtype of half && shared.profile.f16 ? (["f32", "f16"] as const) : (["f32"] as const))
        test(`${name}, to the same bits: ${kernels}, ${dtype}`, async () => {
          const device = deviceOf(kernels);
          const made = body((shape, seed) => randomTensor(device, shape, seed, { dtype }));
          const eager = scope(made);
          using step = await capture(device, made);
          step.run();
          const expected = await Promise.all(eager.map((x) => x.read()));
          expect(await Promise.all(step.result.map((x) => x.read()))).toEqual(expected);
          const allowed = typeof dispatches === "number" ? dispatches : dispatches[kernels]!;
          expect(step.stats.dispatches).toBe(allowed);
        });

  test("gradients of an activation are joined to the pullback that makes their cotangent", async () => {
    for (const kernels of classes) {
      const device = deviceOf(kernels);
      const values = (shape: readonly number[], seed: number, requiresGrad = false) =>
        randomTensor(device, shape, seed, { requiresGrad });
      const [x, w, v] = [values([2, 4, 8, 8], 1, true), values([6, 4, 3, 3], 2), values([5, 6, 3, 3], 3)];
      const dy = values([2, 5, 8, 8], 4);
      const body = () => {
        const hidden = ops.relu(ops.conv2d(x, w, null, { padding: 1 }));
        return gradients(ops.conv2d(hidden, v, null, { padding: 1 }), [x], { dy });
      };
      using eager = scope(body)[0]!;
      using step = await capture(device, body);
      step.run();
      expect(await step.result[0]!.read()).toEqual(await eager.read());
      // Convolution with relu, dx of the second with relu's, dx of the first; the second's own result nobody reads.
      // Software adapters lay the weights out before those for more than four filters.
      expect(step.stats.dispatches).toBe(kernels === "software" ? 5 : 3);
    }
  });

  test("nothing passes a change in place of what it reads", async () => {
    const device = deviceOf("software");
    const state = tensor(device, [1, 2, 3, 4], [4]);
    const other = tensor(device, [10, 20, 30, 40], [4]);
    const { execute } = await import("../../execute.ts");
    const { default: descend } = await import("../testing/descend.wgsl");
    const body = () => {
      const before = ops.exp(state);
      const launch = {
        code: descend,
        reads: ["gradient", "rate"],
        updates: ["parameter"],
        writes: {},
        params: { size: 4 },
        grid: [1, 1, 1] as const,
      };
      execute("descend", [launch], { gradient: other, rate: other, parameter: state });
      return [ops.add(before, state)];
    };
    using step = await capture(device, body);
    const expected = (x: number, y: number) => Math.fround(Math.fround(Math.exp(x)) + (x - 10 * y));
    step.run();
    const got = await step.result[0]!.read();
    [1, 2, 3, 4].forEach((x, i) => {
      expect(got[i]! / expected(x, [10, 20, 30, 40][i]!)).toBeCloseTo(1, 5);
    });
  });
});
