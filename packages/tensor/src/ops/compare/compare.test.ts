import { describe, expect, test } from "vitest";
import { tensor } from "../../create.ts";
import type { Tensor } from "../../tensor.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { contracts } from "./compare.contract.ts";
import type { CompareAttrs, CompareName } from "./compare.ts";
import { eq, ge, gt, le, lt, ne } from "./index.ts";

for (const contract of contracts) testOp(contract);

const comparisons = { eq, ne, lt, le, gt, ge };
testGolden(
  function compare(
    { a, b }: Readonly<Record<string, Tensor>>,
    { name, number = Number.NaN }: CompareAttrs & { readonly name: CompareName },
  ) {
    return a ? comparisons[name](a, b ?? number) : comparisons[name](number, b!);
  },
  new URL("./compare.golden.json", import.meta.url),
);

const device = await testDevice();
const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

describe("comparisons", () => {
  test("NaN, infinities and zeros of both signs are IEEE's", async () => {
    using a = tensor(device, [nan, nan, 1, inf, -inf, -0, 2], [7]);
    using b = tensor(device, [nan, 1, nan, inf, inf, 0, 1], [7]);
    const expected = [
      [eq, [0, 0, 0, 1, 0, 1, 0]],
      [ne, [1, 1, 1, 0, 1, 0, 1]],
      [lt, [0, 0, 0, 0, 1, 0, 0]],
      [le, [0, 0, 0, 1, 1, 1, 0]],
      [gt, [0, 0, 0, 0, 0, 0, 1]],
      [ge, [0, 0, 0, 1, 0, 1, 1]],
    ] as const;
    for (const [i, [f, values]] of expected.entries()) {
      using y = f(a, b);
      expect(y.dtype).toBe("u8");
      expect([...(await y.read())], `comparison ${i}`).toEqual(values);
    }
  });

  test("operands repeat as in arithmetic, and numbers stand on either side", async () => {
    using rows = tensor(device, [1, 2], [2, 1]);
    using columns = tensor(device, [0, 1, 2], [3]);
    using y = gt(rows, columns);
    expect(y.shape).toEqual([2, 3]);
    expect([...(await y.read())]).toEqual([1, 0, 0, 1, 1, 0]);
    expect([...(await lt(columns, 1).read())]).toEqual([1, 0, 0]);
    expect([...(await lt(1, columns).read())]).toEqual([0, 0, 1]);
  });

  test("refuses: eq: expected a and b of extents that are equal or 1, from the last axis on; got a [2, 1], b [3, 3]", () => {
    using a = tensor(device, [1, 2], [2, 1]);
    using b = tensor(device, new Float32Array(9), [3, 3]);
    expect(() => eq(a, b)).toThrow(
      "eq: expected a and b of extents that are equal or 1, from the last axis on; got a [2, 1], b [3, 3]",
    );
  });
});
