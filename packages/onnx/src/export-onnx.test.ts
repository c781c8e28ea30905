import {
  add,
  cumsum,
  expand,
  maxPool2dWithIndices,
  maxUnpool2d,
  mul,
  relu,
  reshape,
  type Tensor,
  tensor,
  upsampleNearest2d,
} from "@equipoise/tensor";
import { describe, expect, test } from "vitest";
import { elementTypeOf } from "./elements.ts";
import { exportOnnx } from "./export-onnx.ts";
import { testDevice } from "./testing/device.ts";
import { expectSame } from "./testing/expect-same.ts";
import { goldenModels } from "./testing/golden-models.ts";
import type { Body } from "./traces.ts";

const device = await testDevice();
const inputs = { x: [2, 4, 6] };
const exported = (body: Body, options = {}) => exportOnnx(device, { inputs, ...options }, body);

test("a model says what it takes, gives and is", async () => {
  const scale = tensor(device, [1, 2], [2, 1, 1]);
  const model = await exported(({ x }) => ({ y: relu(mul(x!, scale)) }), {
    parameters: { scale },
    name: "net",
    description: "doubles",
    metadata: { tasks: "[]" },
  });
  expect(model).toEqual(goldenModels["named"]);
});

describe("results", () => {
  test("may be inputs, parameters, the same twice, or read by others", async () => {
    const scale = tensor(device, [1, 2], [2, 1, 1]);
    await expectSame({ x: [2, 4, 6] }, ({ x }) => {
      const y = relu(x!);
      return { y, again: y.alias(), whole: add(y, 1), same: x!.alias(), scale: scale.alias() };
    });
  });

  test("rest on nothing that is not read", async () => {
    const model = await exported(({ x }) => {
      cumsum(x!, 1);
      maxPool2dWithIndices(x!, { kernelSize: 2 });
      return { y: maxPool2dWithIndices(x!, { kernelSize: 2 })[0] };
    });
    expect(model).toEqual(goldenModels["pooled"]);
  });
});

describe("refuses", () => {
  let runs = 0;
  const cases: Readonly<Record<string, (x: Tensor) => Readonly<Record<string, Tensor>>>> = {
    "exportOnnx: expected ops that ONNX has words for; got cumsum. Known are conv2d, ": (x) => ({
      y: cumsum(x, 1),
    }),
    "exportOnnx: expected inputs and outputs of different names; got x, x": (x) => ({ x: relu(x) }),
    "exportOnnx: expected a function that does the same for any batch; got mul with number 0.5 for 2 images and 0.3333333333333333 for 3":
      (x) => ({ y: mul(x, 1 / x.shape[0]!) }),
    "exportOnnx: expected a function that does the same for any batch; got 2 calls of ops for 2 images and 3 for 3":
      (x) => ({ y: Array.from({ length: x.shape[0]! }).reduce((y: Tensor) => add(y, y), x) }),
    "exportOnnx: expected a function that does the same for any batch; got relu for 2 images and add for 3": (
      x,
    ) => ({
      y: x.shape[0] === 2 ? relu(x) : add(x, x),
    }),
    "exportOnnx: expected shapes that are fixed or grow with the batch; got reshape of [4, 2, 4, 6] for 2 images and [9, 2, 4, 6] for 3":
      (x) => ({ y: reshape(expand(reshape(x, [1, -1]), [x.shape[0]!, -1]), [-1, 2, 4, 6]) }),
    "exportOnnx: expected constants that are the same for any batch; got b of add, another for 2 images than for 3":
      (x) => ({ y: add(x, tensor(device, [runs++], [1])) }),
    "exportOnnx: expected windows that do not overlap of maxUnpool2d; got kernelSize [2, 2] of stride [1, 1]":
      (x) => {
        const [y, indices] = maxPool2dWithIndices(x, { kernelSize: 2, stride: 1 });
        return { y: maxUnpool2d(y, indices, { kernelSize: 2, stride: 1 }) };
      },
    "exportOnnx: expected whole factors of upsampleNearest2d; got [4, 6] to [6, 9]": (x) => ({
      y: upsampleNearest2d(x, { scaleFactor: 1.5 }),
    }),
  };
  test.each(Object.entries(cases))("%s", async (message, body) => {
    await expect(exportOnnx(device, { inputs }, ({ x }) => body(x!))).rejects.toThrow(message);
  });

  test("what cannot be traced for another batch, and gives back what it took", async () => {
    const { usedBytes } = device.stats;
    const body: Body = ({ x }) => ({ y: reshape(mul(x!, tensor(device, [2], [1])), [2, 48]) });
    await expect(exported(body)).rejects.toThrow("reshape: expected ");
    expect(device.stats.usedBytes).toBe(usedBytes);
  });

  test("halves", () => {
    expect(() => elementTypeOf("f16")).toThrow(
      "exportOnnx: expected tensors of f32; got one of f16. Export without autocast",
    );
  });
});
