import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { capture } from "../../capture/index.ts";
import { full, tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testOp } from "../../testing/test-op.ts";
import { uniform } from "../../testing/vectors.ts";
import { instanceNorm2d } from "../row-norm/index.ts";
import { relu } from "../unary/index.ts";
import { contracts } from "./dropout.contract.ts";
import { dropout, dropout2d } from "./index.ts";

for (const contract of contracts) testOp(contract);

const device = await testDevice();
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
const seedOf = (key: number, offset: number) => tensor(device, Uint32Array.of(key, offset), [2]);

describe("dropout and dropout2d", () => {
  test("backward drops what forward dropped, whatever it was", async () => {
    using x = tensor(device, Float32Array.from(uniform(2 * 5 * 7 * 3, 1)), [2, 5, 7, 3], {
      requiresGrad: true,
    });
    using dy = full(device, x.shape, 1);
    using seed = seedOf(1, 2);
    for (const f of [dropout, dropout2d]) {
      using y = f(x, { p: 0.25, seed });
      using dx = gradients(y, [x], { dy })[0]!;
      const [input, output, slope] = [await x.read(), await y.read(), await dx.read()];
      for (const [i, value] of slope.entries()) {
        expect([0, Math.fround(4 / 3)]).toContain(value);
        expect(output[i]! + 0).toBe(Math.fround(input[i]! * value) + 0);
      }
    }
  });

  test("p of 0 and 1 keep and drop all; a NaN or an infinity that is dropped is NaN, as in PyTorch", async () => {
    using x = tensor(device, [nan, infinity, 1, 2], [4], { requiresGrad: true });
    using dy = full(device, [4], 1);
    using seed = seedOf(0, 0);
    for (const [p, values, slope] of [
      [0, [nan, infinity, 1, 2], 1],
      [1, [nan, nan, 0, 0], 0],
    ] as const) {
      using y = dropout(x, { p, seed });
      using dx = gradients(y, [x], { dy })[0]!;
      expect([...(await y.read())]).toEqual(values);
      expect([...(await dx.read())]).toEqual(new Array(4).fill(slope));
    }
  });

  test("a captured step gets a new mask by its seed, joined to what it follows or not", async () => {
    const data = Float32Array.from(uniform(210, 8));
    using x = tensor(device, data, [2, 3, 5, 7]);
    using seed = seedOf(9, 0);
    using step = await capture(device, () => [
      dropout(relu(x), { seed }),
      dropout2d(instanceNorm2d(x), { seed, stream: 1 }), // whose kernel maps elements one by one
      dropout(instanceNorm2d(x), { seed, stream: 2 }),
    ]);
    expect(step.stats.dispatches).toBe(7);
    const seen = new Set<string>();
    for (const offset of [0, 1, 2]) {
      seed.write(Uint32Array.of(9, offset));
      step.run();
      for (const [i, f] of [dropout, dropout2d, dropout].entries()) {
        using before = i === 0 ? relu(x) : instanceNorm2d(x);
        using expected = f(before, { seed, stream: i });
        const values = await step.result[i]!.read();
        expect(values).toEqual(await expected.read());
        seen.add(values.join());
      }
    }
    expect(seen.size).toBe(9);
  });

  test("gradients are refused once the seed has changed", () => {
    using x = full(device, [4], 1, { requiresGrad: true });
    using seed = seedOf(1, 1);
    using y = dropout(x, { seed });
    seed.write(Uint32Array.of(1, 2));
    expect(() => gradients(y, [x], { dy: x })).toThrow("dropout: expected seed as it was in forward");
  });

  test("refuses: dropout: expected seed of u32; got seed f32", () => {
    using x = full(device, [4], 1);
    using seed = full(device, [2], 1);
    expect(() => dropout(x, { seed })).toThrow("dropout: expected seed of u32; got seed f32");
  });
});
