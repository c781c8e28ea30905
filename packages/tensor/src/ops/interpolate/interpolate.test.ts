import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { ShapeError } from "../../errors.ts";
import { testDevice } from "../../testing/device.ts";
import { relativeError, uniform } from "../../testing/vectors.ts";
import { upsampleBilinear2d } from "../upsample-bilinear2d/index.ts";
import { type InterpolateOptions, interpolate } from "./index.ts";

const device = await testDevice();
const { cases, torch } = JSON.parse(
  readFileSync(new URL("./interpolate.golden.json", import.meta.url), "utf8"),
);

describe(`interpolate as in PyTorch ${torch}`, () => {
  for (const { name, attrs, inputs, y: expected, dy: cotangent, gradients: slopes } of cases)
    test(name, async () => {
      using x = tensor(device, inputs.x.data as number[], inputs.x.shape, { requiresGrad: true });
      using y = interpolate(x, attrs);
      expect(y.shape).toEqual(expected.shape);
      expect(relativeError(await y.read(), expected.data)).toBeLessThan(1e-5);
      using dy = tensor(device, cotangent.data as number[], y.shape);
      using dx = gradients(y, [x], { dy })[0]!;
      expect(relativeError(await dx.read(), slopes.x.data)).toBeLessThan(1e-5);
    });
});

describe("interpolate", () => {
  test("takes ONNX's coordinates", async () => {
    using x = tensor(device, Float32Array.from(uniform(12, 1)), [1, 1, 3, 4]);
    using y = interpolate(x, { size: [5, 7], mode: "bilinear", coordinateMode: "asymmetric" });
    using same = upsampleBilinear2d(x, { size: [5, 7] }, "asymmetric");
    using other = upsampleBilinear2d(x, { size: [5, 7] });
    expect(await y.read()).toEqual(await same.read());
    expect(await y.read()).not.toEqual(await other.read());
  });

  test("a factor with and without its rounding makes another image of one size", async () => {
    using x = tensor(device, Float32Array.from(uniform(5, 1)), [1, 1, 1, 5]);
    const by = (options: InterpolateOptions) => interpolate(x, { scaleFactor: [1, 1.79], ...options });
    for (const mode of ["nearest", "nearest-exact", "bilinear", "bicubic"] as const) {
      using kept = by({ mode });
      using recomputed = by({ mode, recomputeScaleFactor: true });
      using sized = interpolate(x, { size: [1, 8], mode });
      expect(await recomputed.read()).toEqual(await sized.read());
      expect(await kept.read()).not.toEqual(await sized.read());
    }
  });

  const refusals: Record<string, object> = {
    "interpolate: expected either size or scaleFactor; got size none, scaleFactor none": {},
    "interpolate: expected either size or scaleFactor; got size 4, scaleFactor 2": {
      size: 4,
      scaleFactor: 2,
    },
    "interpolate: expected mode of nearest, nearest-exact, bilinear, bicubic, area; got mode linear": {
      size: 4,
      mode: "linear",
    },
    "interpolate: expected recomputeScaleFactor with scaleFactor alone; got size 4, recomputeScaleFactor true":
      { size: 4, recomputeScaleFactor: true },
    "interpolate: expected alignCorners, antialias and coordinateMode with bilinear or bicubic alone; got mode nearest, alignCorners false":
      { size: 4, alignCorners: false },
    "interpolate: expected alignCorners, antialias and coordinateMode with bilinear or bicubic alone; got mode area, antialias true":
      { size: 4, mode: "area", antialias: true },
    "interpolate: expected alignCorners, antialias and coordinateMode with bilinear or bicubic alone; got mode nearest-exact, coordinateMode asymmetric":
      { size: 4, mode: "nearest-exact", coordinateMode: "asymmetric" },
    "interpolate: expected coordinateMode without alignCorners and antialias; got coordinateMode asymmetric, antialias true":
      { size: 4, mode: "bicubic", coordinateMode: "asymmetric", antialias: true },
    "interpolate: expected coordinateMode without alignCorners and antialias; got coordinateMode half_pixel, alignCorners false, antialias false":
      { size: 4, mode: "bicubic", coordinateMode: "half_pixel", alignCorners: false },
    "interpolate: expected at least one pixel along each axis; got x [1, 1, 3, 4], scaleFactor [0.3, 0.3], size [0, 1]":
      { scaleFactor: 0.3, mode: "area" },
    "upsampleNearest2d: expected at least one pixel along each axis; got x [1, 1, 3, 4], size [0, 0]": {
      size: 0,
    },
  };
  for (const [message, options] of Object.entries(refusals))
    test(`refuses: ${message}`, () => {
      using x = tensor(device, new Float32Array(12), [1, 1, 3, 4]);
      const refused = () => interpolate(x, options as InterpolateOptions);
      expect(refused).toThrow(ShapeError);
      expect(refused).toThrow(expect.objectContaining({ message }));
    });
});
