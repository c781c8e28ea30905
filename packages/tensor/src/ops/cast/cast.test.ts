import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { halfBits, halfValue } from "../../half.ts";
import type { Tensor } from "../../tensor.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { sum } from "../reduce/index.ts";
import { castContract } from "./cast.contract.ts";
import { cast } from "./index.ts";

testOp(castContract);

const device = await testDevice();
const exact = { tolerance: 1e-12 };
testGolden(
  function castToFloat(inputs: Readonly<Record<string, Tensor>>) {
    return cast(Object.values(inputs)[0]!);
  },
  new URL("./integers.golden.json", import.meta.url),
  { ...exact, dtypes: { i32: "i32", u32: "u32", u8: "u8" } },
);
// An adapter without half precision refuses, as a test below says.
if (device.profile.f16)
  testGolden(
    function castToHalfAndBack({ x }: Readonly<Record<string, Tensor>>) {
      return cast(cast(x!, "f16"));
    },
    new URL("./halves.golden.json", import.meta.url),
    exact,
  );

describe("cast", () => {
  test("keeps signs, and rounds what f32 cannot hold", async () => {
    using signed = tensor(device, Int32Array.of(-1, 0, 2_147_483_647, -2_147_483_648, 16_777_217), [5]);
    using y = cast(signed);
    expect(y.dtype).toBe("f32");
    expect([...(await y.read())]).toEqual([-1, 0, 2_147_483_648, -2_147_483_648, 16_777_216]);
    using unsigned = tensor(device, Uint32Array.of(4_294_967_295, 1), [2]);
    expect([...(await cast(unsigned).read())]).toEqual([4_294_967_296, 1]);
  });

  test("takes each byte from its place in a word", async () => {
    using mask = tensor(device, Uint8Array.of(0, 1, 127, 128, 255, 3, 2), [7]);
    expect([...(await cast(mask).read())]).toEqual([0, 1, 127, 128, 255, 3, 2]);
  });

  test("of its own type is another tensor over the same memory", async () => {
    using x = tensor(device, [1, 2], [2], { requiresGrad: true });
    using y = cast(x);
    expect(y.storage).toBe(x.storage);
    const [dx] = gradients(sum(y), [x]);
    expect([...(await dx!.read())]).toEqual([1, 1]);
  });

  test("refuses integers as a result", () => {
    using x = tensor(device, [1], [1]);
    expect(() => cast(x, "i32")).toThrow("cast: expected a dtype of f32 or f16; got dtype i32");
  });

  test("to half and back, with its gradient; or a word about adapters that have none", async () => {
    const values = [0, 1.5, -2049, 0.1, 65_520, 1e-8, Number.NaN];
    using x = tensor(device, values, [7], { requiresGrad: true });
    if (!device.profile.f16) {
      const message =
        /^(cast|tensor): expected an adapter with half precision \(shader-f16\) for f16; got .+\. Use f32$/;
      expect(() => cast(x, "f16")).toThrow(message);
      expect(() => tensor(device, values, [7], { dtype: "f16" })).toThrow(message);
      return;
    }
    using y = cast(x, "f16");
    expect(y.dtype).toBe("f16");
    const halves = values.map((value) => halfValue(halfBits(value)));
    expect([...(await y.read())]).toEqual(halves);
    using written = tensor(device, values, [7], { dtype: "f16" });
    expect([...(await written.read())]).toEqual(halves);
    using back = cast(y);
    expect([...(await back.read())]).toEqual(halves);
    using dy = tensor(device, new Float32Array(7).fill(0.1), [7], { dtype: "f16" });
    const [dx] = gradients(y, [x], { dy });
    expect(dx!.dtype).toBe("f32");
    expect((await dx!.read())[3]).toBe(halfValue(halfBits(0.1)));
  });
});
