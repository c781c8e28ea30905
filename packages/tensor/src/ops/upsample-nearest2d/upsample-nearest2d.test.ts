import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { uniform } from "../../testing/vectors.ts";
import { upsampleNearest2d } from "./index.ts";
import { contract } from "./upsample-nearest2d.contract.ts";
import { upsampleNearest2dOp } from "./upsample-nearest2d.ts";

testOp(contract);
testGolden(upsampleNearest2dOp, new URL("./upsample-nearest2d.golden.json", import.meta.url));

const extent = fc.integer({ min: 1, max: 130 });

describe("upsampleNearest2d", () => {
  test("takes the same inputs as its definition for any extents, and each output's cotangent goes to its input", async () => {
    const device = await testDevice();
    await fc.assert(
      fc.asyncProperty(extent, extent, fc.boolean(), async (w, ow, exact) => {
        const shape = [1, 1, 1, w] as const;
        const places = Float64Array.from({ length: w }, (_, i) => i);
        using x = tensor(device, Float32Array.from(places), shape, { requiresGrad: true });
        using y = upsampleNearest2d(x, { size: [1, ow] }, exact);
        const sources = contract.reference({ x: places }, { x: shape }, { size: [1, ow], exact });
        expect([...(await y.read())]).toEqual([...sources]);

        const v = uniform(ow, 3).map((value) => Math.round(value * 100));
        using dy = tensor(device, Float32Array.from(v), y.shape);
        using dx = gradients(y, [x], { dy })[0]!;
        const expected = new Float32Array(w);
        for (const [o, source] of sources.entries()) expected[source]! += v[o]!;
        expect(await dx.read()).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test("takes the pixel of an output's centre, where edges would take the one before", async () => {
    const device = await testDevice();
    using x = tensor(device, [0, 1, 2, 3, 4], [1, 1, 1, 5]);
    using edges = upsampleNearest2d(x, { size: [1, 3] });
    using centres = upsampleNearest2d(x, { size: [1, 3] }, true);
    expect([...(await edges.read())]).toEqual([0, 1, 3]);
    expect([...(await centres.read())]).toEqual([0, 2, 4]);
  });

  test("repeats pixels", async () => {
    const device = await testDevice();
    using x = tensor(device, [1, 2, 3, 4], [1, 1, 2, 2]);
    using y = upsampleNearest2d(x, { scaleFactor: 2 });
    expect([...(await y.read())]).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
  });
});
