import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { capture } from "../../capture/index.ts";
import { tensor } from "../../create.ts";
import { scope } from "../../scope.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { integers, relativeError, uniform } from "../../testing/vectors.ts";
import { gather } from "../gather/index.ts";
import { scatterAdd } from "./index.ts";
import { scatterAddContract } from "./scatter-add.contract.ts";
import { scatterAddOp } from "./scatter-add.ts";

testOp(scatterAddContract);
testGolden(scatterAddOp, new URL("./scatter-add.golden.json", import.meta.url), { dtypes: { index: "i32" } });

const device = await testDevice();

describe("scatterAdd", () => {
  // 4 are scanned by each sum, 2000 are sorted.
  test.each([4, 2000])("indices beyond the axis add nowhere, and have no gradient: %i of them", async (n) => {
    const indices = Array.from({ length: n }, (_, i) => [-1, 2, -2_147_483_648, 2_147_483_647][i % 4]!);
    using x = tensor(device, [10, 20], [2]);
    using index = tensor(device, Int32Array.from(indices.with(1, 0)), [n]);
    using src = tensor(device, new Float32Array(n).fill(1), [n], { requiresGrad: true });
    using y = scatterAdd(x, 0, index, src);
    expect([...(await y.read())]).toEqual([11, 20]);
    using dy = tensor(device, [3, 5], [2]);
    using dsrc = gradients(y, [src], { dy })[0]!;
    expect([...(await dsrc.read())]).toEqual(new Array(n).fill(0).with(1, 3));
  });

  test("long sums keep their digits, of many runs in one chunk or one over many, twice with the same bits", async () => {
    const n = 200_000;
    for (const bins of [1, 7, 5000]) {
      const indices = integers(n, bins, bins);
      const values = uniform(n, 2).map((value) => Math.fround(value + 1.1));
      const sums = new Float64Array(bins);
      indices.forEach((k, i) => {
        sums[k]! += values[i]!;
      });
      using x = tensor(device, new Float32Array(bins), [bins]);
      using index = tensor(device, Int32Array.from(indices), [n]);
      using src = tensor(device, Float32Array.from(values), [n]);
      const first = await scatterAdd(x, 0, index, src).read();
      expect(relativeError(first, sums)).toBeLessThan(2e-7);
      expect(await scatterAdd(x, 0, index, src).read()).toEqual(first);
    }
  });

  test("NaN and infinity reach the sums they belong to, and no other", async () => {
    const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
    for (const n of [4, 2000]) {
      using x = tensor(device, [0, 0, infinity, 0], [4]);
      using index = tensor(
        device,
        new Int32Array(n)
          .fill(3)
          .with(0, 0)
          .with(n - 1, 2)
          .with(2, 1),
        [n],
      );
      using src = tensor(
        device,
        new Float32Array(n)
          .fill(1)
          .with(0, nan)
          .with(n - 1, -infinity),
        [n],
      );
      expect([...(await scatterAdd(x, 0, index, src).read())]).toEqual([nan, 1, nan, n - 3]);
    }
  });

  test("a captured step gives the bits of the step itself, of indices that change", async () => {
    const [n, bins] = [3000, 50];
    using x = tensor(device, Float32Array.from(uniform(bins, 1)), [bins], { requiresGrad: true });
    using index = tensor(device, Int32Array.from(integers(n, bins, 2)), [n]);
    using src = tensor(device, Float32Array.from(uniform(n, 3)), [n]);
    const step = () => {
      const y = scatterAdd(x, 0, index, src);
      const dx = gradients(gather(y, 0, index), [x], { dy: src })[0]!;
      return { y, dx };
    };
    const captured = await capture(device, step);
    for (const seed of [4, 5]) {
      index.write(Int32Array.from(integers(n, bins, seed)));
      captured.run();
      const { y, dx } = scope(step);
      expect(await captured.result.y.read()).toEqual(await y.read());
      expect(await captured.result.dx.read()).toEqual(await dx.read());
      for (const made of [y, dx]) made.dispose();
    }
    captured.dispose();
  });

  test("leaves nothing behind, and refuses other types", () => {
    const { usedBytes } = device.stats;
    using x = tensor(device, [0, 0], [2]);
    using index = tensor(device, new Int32Array(2000), [2000]);
    using src = tensor(device, new Float32Array(2000), [2000]);
    using y = scatterAdd(x, 0, index, src);
    expect(() => scatterAdd(x, 0, src, src)).toThrow(
      "scatterAdd: expected index of i32 or u32 or u8; got index f32",
    );
    expect(() => scatterAdd(x, 0, index, index)).toThrow(
      "scatterAdd: expected src of f32 or f16; got src i32",
    );
    for (const used of [x, index, src, y]) used.dispose();
    expect(device.stats.usedBytes).toBe(usedBytes);
  });
});
