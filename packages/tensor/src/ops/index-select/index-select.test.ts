import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import type { Tensor } from "../../tensor.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { embedding, indexSelect } from "./index.ts";
import { indexSelectContract } from "./index-select.contract.ts";
import { indexSelectOp } from "./index-select.ts";

testOp(indexSelectContract);
testGolden(indexSelectOp, new URL("./index-select.golden.json", import.meta.url), {
  dtypes: { index: "i32" },
});
const embeddingOf = ({ indices, weight }: Readonly<Record<string, Tensor>>) => embedding(indices!, weight!);
testGolden(embeddingOf, new URL("./embedding.golden.json", import.meta.url), { dtypes: { indices: "i32" } });

const device = await testDevice();
const { NaN: nan } = Number;

describe("indexSelect and embedding", () => {
  // 3 are scanned by each sum, 2000 are sorted.
  test.each([3, 2000])("a slice beyond the axis is NaN, and has no gradient: %i of them", async (n) => {
    using x = tensor(device, [10, 20, 30, 40], [2, 2], { requiresGrad: true });
    using index = tensor(device, new Int32Array(n).fill(2).with(0, -1).with(1, 1), [n]);
    using y = indexSelect(x, 0, index);
    expect([...(await y.read())]).toEqual(new Array(2 * n).fill(nan).with(2, 30).with(3, 40));
    using dy = tensor(device, new Float32Array(2 * n).fill(1), [n, 2]);
    using dx = gradients(y, [x], { dy })[0]!;
    expect([...(await dx.read())]).toEqual([0, 0, 1, 1]);
  });

  test("two runs of a gradient give the same bits", async () => {
    const n = 2000;
    using x = tensor(device, new Float32Array(7 * 3), [7, 3], { requiresGrad: true });
    using index = tensor(
      device,
      Uint32Array.from({ length: n }, (_, i) => (i * i) % 7),
      [n],
    );
    using dy = tensor(
      device,
      Float32Array.from({ length: n * 3 }, (_, i) => Math.sin(i)),
      [n, 3],
    );
    const gradient = async () => gradients(indexSelect(x, 0, index), [x], { dy })[0]!.read();
    expect(await gradient()).toEqual(await gradient());
  });

  test("an embedding of bytes keeps their shape, leaves nothing behind, and wants a matrix", () => {
    const { usedBytes } = device.stats;
    using indices = tensor(device, Uint8Array.of(0, 1, 1, 0, 1, 0), [2, 3]);
    using weight = tensor(device, [1, 2, 3, 4, 5, 6, 7, 8], [2, 4]);
    using y = embedding(indices, weight);
    expect(y.shape).toEqual([2, 3, 4]);
    expect(() => embedding(weight, weight)).toThrow("indexSelect: expected index of i32 or u32 or u8");
    expect(() => embedding(indices, y)).toThrow("embedding: expected weight [V, D]; got weight [2, 3, 4]");
    for (const used of [indices, weight, y]) used.dispose();
    expect(device.stats.usedBytes).toBe(usedBytes);
  });
});
