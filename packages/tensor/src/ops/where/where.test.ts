import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { capture } from "../../capture/index.ts";
import { full, tensor } from "../../create.ts";
import type { Tensor } from "../../tensor.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { uniform } from "../../testing/vectors.ts";
import { add } from "../binary/index.ts";
import { gt } from "../compare/index.ts";
import { instanceNorm2d } from "../row-norm/index.ts";
import { relu } from "../unary/index.ts";
import { where } from "./index.ts";
import { contract } from "./where.contract.ts";

testOp(contract);
const golden = new URL("./where.golden.json", import.meta.url);
for (const condition of ["u8", "f32"] as const)
  testGolden(
    function chosen(inputs: Readonly<Record<string, Tensor>>) {
      return where(inputs["condition"]!, inputs["a"]!, inputs["b"]!);
    },
    golden,
    { dtypes: { condition } },
  );

const device = await testDevice();
const { NaN: nan } = Number;

describe("where", () => {
  test("what is not chosen counts in no way, whatever it holds", async () => {
    using condition = tensor(device, Uint8Array.of(1, 0, 255), [3]);
    using a = tensor(device, [1, nan, 3], [3], { requiresGrad: true });
    using b = tensor(device, [nan, 5, nan], [3], { requiresGrad: true });
    using y = where(condition, a, b);
    using dy = tensor(device, [10, 20, 30], [3]);
    const [da, db] = gradients(y, [a, b], { dy });
    expect([...(await y.read())]).toEqual([1, 5, 3]);
    expect([...(await da!.read())]).toEqual([10, 0, 30]);
    expect([...(await db!.read())]).toEqual([0, 20, 0]);
  });

  test("a cotangent that is infinite or NaN stays on its side", async () => {
    using condition = tensor(device, Uint8Array.of(1, 0), [2]);
    using a = full(device, [2], 1, { requiresGrad: true });
    using y = where(condition, a, 0);
    using dy = tensor(device, [Number.POSITIVE_INFINITY, nan], [2]);
    const [da] = gradients(y, [a], { dy });
    expect([...(await da!.read())]).toEqual([Number.POSITIVE_INFINITY, 0]);
  });

  test("a NaN is no 0, and -0 is one", async () => {
    using condition = tensor(device, [nan, -0, 0, 1e-30], [4]);
    expect([...(await where(condition, 1, 2).read())]).toEqual([1, 2, 2, 1]);
  });

  test("a captured step joins it to what it follows, and what follows to it", async () => {
    using x = tensor(device, Float32Array.from(uniform(2 * 3 * 5 * 7, 8)), [2, 3, 5, 7]);
    using mask = gt(x, 0.1);
    const body = () => [
      where(mask, relu(x), -1),
      where(mask, -2, instanceNorm2d(x)),
      add(where(mask, x, 2), x),
    ];
    using step = await capture(device, body);
    step.run();
    const eager = body();
    for (const [i, y] of step.result.entries()) expect(await y.read()).toEqual(await eager[i]!.read());
    expect(step.stats.dispatches).toBe(5);
  });

  test("refuses what does not fit", () => {
    using condition = tensor(device, Uint8Array.of(1, 0), [2]);
    using a = full(device, [3], 1);
    expect(() => where(condition, a, 0)).toThrow(
      "where: expected condition and a of extents that are equal or 1, from the last axis on; got condition [2], a [3]",
    );
    using labels = tensor(device, Int32Array.of(1, 0), [2]);
    expect(() => where(labels, 1, 0)).toThrow("where: expected condition of u8 or f32; got condition i32");
  });
});
