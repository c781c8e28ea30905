import { describe, expect, test } from "vitest";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { oneHot } from "./index.ts";
import { oneHotContract } from "./one-hot.contract.ts";
import { oneHotOp } from "./one-hot.ts";

testOp(oneHotContract);
testGolden(oneHotOp, new URL("./one-hot.golden.json", import.meta.url), { dtypes: { labels: "i32" } });

const device = await testDevice();
const { NaN: nan } = Number;

describe("oneHot", () => {
  test("labels that are no class are NaN, unless they are ignored", async () => {
    using labels = tensor(device, Int32Array.of(1, 2, -1, -2_147_483_648), [4]);
    const rows = async (ignoreIndex?: number) => [...(await oneHot(labels, 2, { ignoreIndex }).read())];
    expect(await rows()).toEqual([0, 1, nan, nan, nan, nan, nan, nan]);
    expect(await rows(-1)).toEqual([0, 1, nan, nan, 0, 0, nan, nan]);
    expect(await rows(2)).toEqual([0, 1, 0, 0, nan, nan, nan, nan]);
    expect(await rows(-2_147_483_648)).toEqual([0, 1, nan, nan, nan, nan, 0, 0]);
  });

  test("bytes are read as 0 to 255", async () => {
    using labels = tensor(device, Uint8Array.of(255, 0, 3, 254, 255), [5]);
    using y = oneHot(labels, 255, { ignoreIndex: 255, dim: 0 });
    const values = [...(await y.read())];
    expect(y.shape).toEqual([255, 5]);
    expect(values.reduce((sum, value) => sum + value, 0)).toBe(3);
    expect([values[1], values[3 * 5 + 2], values[254 * 5 + 3]]).toEqual([1, 1, 1]);
  });

  test("refuses labels of f32", () => {
    using labels = tensor(device, [1], [1]);
    expect(() => oneHot(labels, 2)).toThrow("oneHot: expected labels of i32 or u32 or u8; got labels f32");
  });
});
