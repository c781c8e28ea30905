import { describe, expect, test } from "vitest";
import { autocast } from "../../autocast.ts";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import type { Tensor } from "../../tensor.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { matmul } from "../matmul/index.ts";
import { transpose } from "../permute/index.ts";
import { sum } from "../reduce/index.ts";
import { linear } from "./index.ts";

const linearOf = ({ x, weight, bias }: Readonly<Record<string, Tensor>>) => linear(x!, weight!, bias);
testGolden(linearOf, new URL("./linear.golden.json", import.meta.url));

const device = await testDevice();
const zerosOf = (...shape: number[]): Tensor =>
  tensor(device, new Float32Array(shape.reduce((n, extent) => n * extent, 1)), shape);

describe("linear", () => {
  test("leaves nothing behind", () => {
    const { usedBytes } = device.stats;
    using x = zerosOf(5, 3);
    using weight = zerosOf(4, 3);
    using bias = zerosOf(4);
    using y = linear(x, weight, bias);
    using plain = linear(x, weight, null);
    for (const used of [x, weight, bias, y, plain]) used.dispose();
    expect(device.stats.usedBytes).toBe(usedBytes);
  });

  test("under autocast the result is of the type that its product has, and the bias gets its gradient", async () => {
    if (!device.profile.f16) return;
    using x = zerosOf(5, 3);
    using weight = zerosOf(4, 3);
    using bias = tensor(device, [1, 2, 3, 4], [4], { requiresGrad: true });
    const { y, product } = autocast(device, () => ({
      y: linear(x, weight, bias),
      product: matmul(weight, transpose(x, 0, 1)),
    }));
    expect(y.dtype).toBe(product.dtype);
    using dbias = gradients(sum(y), [bias])[0]!;
    expect([...(await dbias.read())]).toEqual([5, 5, 5, 5]);
  });

  test("NaN and infinity reach the rows they belong to", async () => {
    using x = tensor(device, [1, 2, Number.NaN, 0, Number.POSITIVE_INFINITY, 1], [3, 2]);
    using weight = tensor(device, [1, 0, 1, 1], [2, 2]);
    expect([...(await linear(x, weight).read())]).toEqual([1, 3, NaN, NaN, Infinity, Infinity]);
  });

  test("refuses what does not fit", () => {
    const refused = (shapes: [number[], number[], number[]?], message: string) => {
      const [x, weight, bias] = shapes.map((shape) => shape && zerosOf(...shape));
      expect(() => linear(x!, weight!, bias)).toThrow(message);
    };
    const expected = "linear: expected x [..., I] and weight [O, I] or [I]; got";
    refused(
      [
        [5, 3],
        [3, 4],
      ],
      `${expected} x [5, 3], weight [3, 4]`,
    );
    refused([[3], [2, 4, 3]], `${expected} x [3], weight [2, 4, 3]`);
    refused([[], [1]], `${expected} x [], weight [1]`);
    refused([[1], []], `${expected} x [1], weight []`);
    const bias = "linear: expected bias [O] where weight is [O, I], [] where it is [I]; got";
    refused([[5, 3], [4, 3], [1]], `${bias} weight [4, 3], bias [1]`);
    refused([[5, 3], [3], [1]], `${bias} weight [3], bias [1]`);
  });
});
