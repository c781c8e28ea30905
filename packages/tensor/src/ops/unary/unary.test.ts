import { describe, expect, test } from "vitest";
import { apply } from "../../apply.ts";
import { gradients } from "../../autograd/gradients.ts";
import { capture } from "../../capture/index.ts";
import { tensor } from "../../create.ts";
import { scope } from "../../scope.ts";
import { testDevice } from "../../testing/device.ts";
import { evaluateAt } from "../../testing/evaluate.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { uniform } from "../../testing/vectors.ts";
import type { UnaryName } from "./functions.ts";
import { clamp, elu, erf, gelu, leakyRelu, neg, sin, softplus, square } from "./index.ts";
import { contracts } from "./unary.contract.ts";
import { unaryOps } from "./unary.ts";

for (const contract of contracts) testOp(contract);

interface Attrs {
  readonly name: UnaryName;
  readonly a: number;
  readonly b: number;
}

testGolden(
  function unary({ x }, { name, a, b }: Attrs) {
    return apply(unaryOps[name], { x: x! }, { a, b });
  },
  new URL("./unary.golden.json", import.meta.url),
);

const device = await testDevice();

describe("elementwise functions", () => {
  test("defaults are PyTorch's: a slope of 0.01, an alpha of 1, a beta of 1, a threshold of 20", async () => {
    expect((await evaluateAt(leakyRelu, [-1])).dx).toEqual([Math.fround(0.01)]);
    expect((await evaluateAt(elu, [-200])).y).toEqual([-1]);
    expect((await evaluateAt(softplus, [21])).dx).toEqual([1]);
    expect((await evaluateAt((x) => softplus(x, { threshold: 5 }), [5.5])).y).toEqual([5.5]);
    expect((await evaluateAt((x) => softplus(x, { beta: 4, threshold: 5 }), [1.5])).dx).toEqual([1]);
    expect((await evaluateAt(softplus, [12])).y).toEqual([Math.fround(Math.log1p(Math.exp(12)))]);
  });

  test("a captured step, which joins them, gives the bits of the step itself", async () => {
    const data = Float32Array.from(uniform(1001, 9), (value) => 9 * value);
    using x = tensor(device, data, [1001], { requiresGrad: true });
    const body = () =>
      [sin, gelu, softplus, erf].flatMap((f) => {
        const y = f(square(x));
        return [neg(y), ...gradients(y, [x], { dy: x })];
      });
    const eager = scope(body);
    using step = await capture(device, body);
    step.run();
    for (const [i, y] of step.result.entries()) expect(await y.read()).toEqual(await eager[i]!.read());
  });

  test("refuses: clamp: expected min <= max; got min 2, max 1", () => {
    using x = tensor(device, [0], [1]);
    expect(() => clamp(x, 2, 1)).toThrow("clamp: expected min <= max; got min 2, max 1");
  });
});
