import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { capture } from "../../capture/capture.ts";
import { tensor } from "../../create.ts";
import { scope } from "../../scope.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { uniform } from "../../testing/vectors.ts";
import { maxPool2dWithIndices } from "../max-pool2d/index.ts";
import { maxUnpool2d } from "./index.ts";
import { contract } from "./max-unpool2d.contract.ts";
import { maxUnpool2dOp } from "./max-unpool2d.ts";

testOp(contract);
testGolden(maxUnpool2dOp, new URL("./max-unpool2d.golden.json", import.meta.url), {
  dtypes: { indices: "u32" },
});

const device = await testDevice();

/** Unpools rows of elements, one a plane, to as many outputs, and pulls a cotangent back. */
async function unpool(values: number[], indices: Int32Array, dy: number[], planes = 1) {
  const shape = [1, planes, 1, values.length / planes];
  using x = tensor(device, values, shape, { requiresGrad: true });
  using places = tensor(device, indices, shape);
  using y = maxUnpool2d(x, places, { kernelSize: 1 });
  using cotangent = tensor(device, dy, shape);
  using dx = gradients(y, [x], { dy: cotangent })[0]!;
  return { y: [...(await y.read())], dx: [...(await dx.read())] };
}

describe("maxUnpool2d", () => {
  test("puts what was pooled back where it was, and pools to it again", async () => {
    const extent = fc.integer({ min: 3, max: 20 });
    const shapes = fc.record({ x: fc.tuple(extent, extent), kernelSize: fc.integer({ min: 1, max: 3 }) });
    await fc.assert(
      fc.asyncProperty(shapes, async ({ x: [h, w], kernelSize }) => {
        const values = uniform(2 * h * w, 5).map((value) => Math.fround(value + 1.5)); // none below the zeros between
        using x = tensor(device, Float32Array.from(values), [1, 2, h, w]);
        const [pooled, indices] = maxPool2dWithIndices(x, { kernelSize });
        using y = maxUnpool2d(pooled, indices, { kernelSize, outputSize: x.shape });
        expect(y.shape).toEqual(x.shape);
        const kept = await y.read();
        expect(kept.filter((value) => value !== 0).length).toBe(pooled.size);
        expect(kept.every((value, i) => value === 0 || value === values[i])).toBe(true);
        const [again, where] = maxPool2dWithIndices(y, { kernelSize });
        expect(await again.read()).toEqual(await pooled.read());
        expect(await where.read()).toEqual(await indices.read());
        for (const made of [pooled, indices, again, where]) made.dispose();
      }),
      { numRuns: 20 },
    );
  });

  test("of elements with one index the last is kept, and it alone gets the gradient", async () => {
    expect(await unpool([1, 2, 3, 4], Int32Array.of(2, 0, 2, 2), [5, 6, 7, 8])).toEqual({
      y: [2, 0, 4, 0],
      dx: [0, 5, 0, 7],
    });
  });

  test("an index outside the plane puts nothing, in the next plane neither, and gets no gradient", async () => {
    const outside = Int32Array.of(2, 2, 0, -1);
    expect(await unpool([1, 2, 3, 4], outside, [5, 6, 7, 8], 2)).toEqual({
      y: [0, 0, 3, 0],
      dx: [0, 0, 7, 0],
    });
    expect(await unpool([1, 2], Int32Array.of(2 ** 31 - 1, 1), [5, 6])).toEqual({ y: [0, 2], dx: [0, 6] });
  });

  test("what is not a finite number is moved like any other", async () => {
    const { NaN: nan, POSITIVE_INFINITY: high } = Number;
    expect(await unpool([nan, -high, 3, 4], Int32Array.of(3, 1, 0, 2), [nan, high, 7, 8])).toEqual({
      y: [3, -high, 4, nan],
      dx: [8, high, nan, 7],
    });
  });

  test("two runs give the same bits where many elements claim one place", async () => {
    const values = [...uniform(4099, 1)];
    const indices = Int32Array.from(values, (value) => Math.floor((value + 1) * 20));
    const once = await unpool(values, indices, values);
    expect(await unpool(values, indices, values)).toEqual(once);
    for (let place = 0; place < 40; place++) expect(once.y[place]).toBe(values[indices.lastIndexOf(place)]);
  });

  test("a captured step forgets the claims of the step before", async () => {
    using x = tensor(device, Float32Array.from(uniform(48, 1)), [1, 1, 6, 8], { requiresGrad: true });
    const body = () => {
      const [pooled, indices] = maxPool2dWithIndices(x, { kernelSize: 2 });
      const y = maxUnpool2d(pooled, indices, { kernelSize: 2 });
      return [y.detach(), gradients(y, [x], { dy: y })[0]!] as const;
    };
    using step = await capture(device, body);
    for (const seed of [2, 3, 4]) {
      x.write(Float32Array.from(uniform(48, seed)));
      step.run();
      const [y, dx] = scope(body);
      for (const [i, made] of [y, dx].entries()) {
        expect(await step.result[i]!.read()).toEqual(await made.read());
        made.dispose();
      }
    }
  });
});
