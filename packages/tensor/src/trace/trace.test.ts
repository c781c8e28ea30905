import { describe, expect, test } from "vitest";
import { checkpoint } from "../autograd/checkpoint.ts";
import { gradients } from "../autograd/gradients.ts";
import descend from "../capture/testing/descend.wgsl";
import { tensor, zeros } from "../create.ts";
import { execute } from "../execute.ts";
import { linear } from "../grid.ts";
import { add, conv2d, expand, maxPool2dWithIndices, mul, relu, reshape, sum } from "../ops/index.ts";
import { scope } from "../scope.ts";
import type { Tensor } from "../tensor.ts";
import { testDevice } from "../testing/device.ts";
import { trace } from "./index.ts";

const device = await testDevice();
const image = { x: { shape: [1, 3, 8, 6] } };

describe("a trace", () => {
  test("has calls with their attributes, and the same value wherever a tensor is read", () => {
    using weight = zeros(device, [4, 3, 3, 3]);
    using traced = trace(device, image, ({ x }) => {
      const y = conv2d(x!, weight, null, { padding: 1, stride: 2 });
      return { y: add(relu(y), y.alias()) };
    });
    const { calls, given, inputs, outputs } = traced;
    const [first, second, third] = calls;
    expect(calls.map(({ op }) => op)).toEqual(["conv2d", "relu", "add"]);
    expect(first!.attrs).toEqual({ padding: 1, stride: 2 });
    expect(first!.inputs["x"]).toBe(inputs["x"]);
    expect(given.get(first!.inputs["weight"]!)!.storage).toBe(weight.storage);
    expect(second!.inputs["x"]).toBe(first!.outputs["y"]);
    expect(third!.inputs).toEqual({ a: { shape: [1, 4, 4, 3], dtype: "f32" }, b: first!.outputs["y"] });
    expect(third!.inputs["b"]).toBe(first!.outputs["y"]);
    expect(outputs["y"]).toBe(third!.outputs["y"]);
  });

  test("tells a tensor from its view of another shape, and not from one of the same", () => {
    using traced = trace(device, image, ({ x }) => {
      const same = expand(x!, [1, -1, -1, -1]);
      return { flat: reshape(same, [-1]), same };
    });
    expect(traced.calls.map(({ op, inputs }) => [op, inputs["x"]!.shape])).toEqual([
      ["reshape", [1, 3, 8, 6]],
    ]);
    expect(traced.outputs["same"]).toBe(traced.inputs["x"]);
    expect(traced.outputs["flat"]!.shape).toEqual([144]);
  });

  test("names what is handed out beside a result", () => {
    using traced = trace(device, image, ({ x }) => {
      const [y, indices] = maxPool2dWithIndices(x!, { kernelSize: 2 });
      return { y, indices };
    });
    expect(traced.calls[0]!.outputs).toEqual({
      y: { shape: [1, 3, 4, 3], dtype: "f32" },
      taken: { shape: [1, 3, 4, 3], dtype: "u32" },
    });
    expect(traced.outputs["indices"]).toBe(traced.calls[0]!.outputs["taken"]);
  });

  test("keeps constants that the function makes, in scopes too, and looks into checkpoints", async () => {
    using traced = trace(device, image, ({ x }) => {
      const scaled = scope(() => mul(x!, tensor(device, [1, 2, 3], [3, 1, 1])));
      return { y: checkpoint((z: Tensor) => relu(z), scaled) };
    });
    expect(traced.calls.map(({ op }) => op)).toEqual(["mul", "relu"]);
    const [constant] = traced.given.values();
    expect([...(await constant!.read())]).toEqual([1, 2, 3]);
  });

  test("takes no memory for tensors, however large, and gives back what constants took", () => {
    const before = device.stats;
    using _ = trace(device, { x: { shape: [1, 8, 1024, 1024] } }, ({ x }) => ({ y: relu(x!) }));
    expect(device.stats.usedBytes).toBe(before.usedBytes);
    expect(device.stats.dispatches).toBe(before.dispatches);
    trace(device, image, ({ x }) => ({ y: mul(x!, tensor(device, [2], [1])) }))[Symbol.dispose]();
    expect(device.stats.usedBytes).toBe(before.usedBytes);
  });
});

describe("refuses", () => {
  test("changes in place", () => {
    using target = zeros(device, [4]);
    using gradient = zeros(device, [4]);
    const launch = {
      code: descend,
      reads: ["gradient"],
      updates: ["value"],
      writes: {},
      params: { size: 4, rate: { f32: 1 } },
      grid: linear(4),
    };
    expect(() =>
      trace(device, image, ({ x }) => {
        execute("sgd", [launch], { value: target, gradient });
        return { y: relu(x!) };
      }),
    ).toThrow(
      "trace: expected a function of ops alone; got sgd.value, which is none. Trace evaluation, not training",
    );
  });

  test("gradients", () => {
    using weight = tensor(device, [1, 2], [2], { requiresGrad: true });
    using y = sum(mul(weight, weight));
    expect(() => trace(device, image, () => ({ y: gradients(y, [weight])[0]! }))).toThrow(
      "trace: expected a function of ops alone; got gradients.y, which is none. Trace evaluation, not training",
    );
  });
});
