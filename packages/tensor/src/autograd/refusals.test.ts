import { beforeAll, describe, expect, test } from "vitest";
import { apply } from "../apply.ts";
import { tensor } from "../create.ts";
import type { Device } from "../device/device.ts";
import { DeviceError, GraphError, ShapeError } from "../errors.ts";
import { openDevice } from "../node/open-device.ts";
import type { Launch, Op } from "../op.ts";
import { add, exp, mul, reshape, sum } from "../ops/index.ts";
import type { Tensor } from "../tensor.ts";
import { testDevice } from "../testing/device.ts";
import fill from "./fill.wgsl";
import { type GradientsOptions, gradients } from "./gradients.ts";

let device: Device;
beforeAll(async () => {
  device = await testDevice();
});

const leaf = (...data: number[]): Tensor => tensor(device, data, [data.length], { requiresGrad: true });
const values = async (y: Tensor, targets: Tensor[], options?: GradientsOptions): Promise<number[][]> =>
  Promise.all(gradients(y, targets, options).map(async (gradient) => [...(await gradient.read())]));

describe("gradients refuses", () => {
  const refused = (body: () => unknown, kind: new (...args: never[]) => Error, message: string) => {
    const before = device.stats.usedBytes;
    expect(body).toThrow(kind);
    expect(body).toThrow(expect.objectContaining({ message }));
    expect(device.stats.usedBytes).toBe(before);
  };

  test("a graph that an earlier backward released", () => {
    const x = leaf(2);
    const y = mul(x, x);
    gradients(y, [x]);
    refused(
      () => gradients(y, [x]),
      GraphError,
      "mul: expected a graph that still holds its values; got one that an earlier backward released. " +
        "Pass { retainGraph: true } to that one",
    );
  });

  test("no output, and cotangents that are not one for each", () => {
    const x = leaf(2);
    const y = mul(x, x);
    refused(() => gradients([], [x]), GraphError, "gradients: expected at least one y; got none");
    refused(
      () => gradients([y, y], [x], { dy: [undefined] }),
      ShapeError,
      "gradients: expected a dy for each y; got y 2, dy 1",
    );
    refused(
      () => gradients(y, [x], { dy: [undefined, y] }),
      ShapeError,
      "gradients: expected a dy for each y; got y 1, dy 2",
    );
  });

  test("values changed in place since forward", () => {
    const x = leaf(2, 3);
    const c = tensor(device, [1, 2], [2]);
    const y = sum(mul(exp(x), c));
    c.write(Float32Array.of(5, 6));
    refused(
      () => gradients(y, [x]),
      GraphError,
      "mul: expected b as it was in forward; got one changed in place since. Ask for gradients before the change",
    );
  });

  test("values changed in place through a view", () => {
    const x = leaf(2, 3);
    const c = tensor(device, [1, 2], [2]);
    const y = sum(mul(x, c));
    reshape(c, [2, 1]).write(Float32Array.of(5, 6));
    expect(() => gradients(y, [x])).toThrow("mul: expected b as it was in forward");
  });

  test("but not a change of values that backward does not read", async () => {
    const x = leaf(2, 3);
    const c = tensor(device, [1, 2], [2]);
    const y = sum(add(x, c));
    c.write(Float32Array.of(5, 6));
    expect(await values(y, [x])).toEqual([[1, 1]]);
  });

  test("y of several elements without its dy", () => {
    const x = leaf(2, 3);
    const y = mul(x, x);
    refused(
      () => gradients(y, [x]),
      ShapeError,
      "gradients: expected y of one element, or its dy; got y [2]. Reduce y with sum or mean",
    );
  });

  test("dy of another shape", () => {
    const x = leaf(2, 3);
    const y = mul(x, x);
    const dy = tensor(device, [1, 1], [2, 1]);
    refused(
      () => gradients(y, [x], { dy }),
      ShapeError,
      "gradients: expected dy of the shape of y; got dy [2, 1], y [2]",
    );
  });

  test("dy of integers, or on another device", async () => {
    const x = leaf(2, 3);
    const y = mul(x, x);
    const integers = tensor(device, Int32Array.of(1, 1), [2]);
    refused(
      () => gradients(y, [x], { dy: integers }),
      ShapeError,
      "gradients: expected dy of f32, as y; got dy i32",
    );
    using other = (await openDevice()).device;
    refused(
      () => gradients(y, [x], { dy: tensor(other, [1, 1], [2]) }),
      DeviceError,
      `gradients: expected all tensors on one device; got dy on ${other.profile.description}, another`,
    );
  });

  test("y or a target outside the graph", () => {
    const x = leaf(2);
    const constant = tensor(device, [1], [1]);
    refused(
      () => gradients(constant, [x]),
      GraphError,
      "gradients: expected y to depend on a tensor with requiresGrad; got none",
    );
    const y = mul(x, x);
    refused(
      () => gradients(y, [x, constant]),
      GraphError,
      "gradients: expected every target to have requiresGrad; got target 1 without",
    );
  });
});

describe("a pullback that needs more memory than there can be", () => {
  const fillLaunch = (name: string, elements: number): Launch => ({
    code: fill,
    reads: [],
    writes: { [name]: { shape: [elements] } },
    params: { size: 1, value: { f32: 1 } },
    grid: [1, 1, 1],
  });
  const greedyOp: Op<"x", null> = {
    name: "greedy",
    inputs: ["x"],
    shape: ({ x }) => x,
    forward: () => [fillLaunch("y", 1)],
    backward: { x: () => [fillLaunch("dx", 1), fillLaunch("large", 2 ** 40)] },
    flops: () => 0,
  };

  test("is refused before any is launched", async () => {
    using x = leaf(1);
    using y = exp(apply(greedyOp, { x }, null));
    await device.synchronize();
    const before = device.stats;
    expect(() => gradients(y, [x])).toThrow(DeviceError);
    expect(() => gradients(y, [x])).toThrow("greedy.large: expected tensors of at most ");
    await device.synchronize();
    expect(device.stats).toEqual(before);
  });
});
