import type { Target } from "@equipoise/datasets";
import { describe, expect, it } from "vitest";
import { normalsMetrics } from "./normals-metrics.ts";

const FORWARD = [0, 0, 1] as const;

/** [1, 3, H, W] from a list of vectors. */
function planes(vectors: readonly (readonly number[])[]): Float32Array {
  return Float32Array.from([0, 1, 2].flatMap((c) => vectors.map((vector) => vector[c]!)));
}

const truth = (count: number, mask: number[] = Array(count).fill(1)): Target => ({
  kind: "normals",
  values: planes(Array(count).fill(FORWARD)),
  mask: Uint8Array.from(mask),
});

/** A vector of some length at an angle from the z axis. */
const tilted = (degrees: number, length = 1) => [
  length * Math.sin((degrees * Math.PI) / 180),
  0,
  length * Math.cos((degrees * Math.PI) / 180),
];

describe("normals metrics", () => {
  it("averages angles over the valid pixels, worked by hand", () => {
    const metrics = normalsMetrics();
    const vectors = [0, 10, 20, 25, 90, 180].map((degrees) => tilted(degrees, 3));
    metrics.add(planes([...vectors, tilted(77)]), truth(7, [1, 1, 1, 1, 1, 1, 0]), 1);
    const result = metrics.result();
    expect(result["mean"]).toBeCloseTo(325 / 6, 4);
    expect(result["median"]).toBeCloseTo(22.5, 5);
    expect(result).toMatchObject({ within11_25: 2 / 6, within22_5: 3 / 6, within30: 4 / 6 });
  });

  it("takes the middle angle of an odd number of pixels", () => {
    const metrics = normalsMetrics();
    metrics.add(planes([tilted(50), tilted(3), tilted(40)]), truth(3), 1);
    expect(metrics.result()["median"]).toBeCloseTo(40, 5);
  });

  it.each([1e-4, 1e-3, 0.01, 179.99])("keeps the digits of an angle of %f degrees", (degrees) => {
    const metrics = normalsMetrics();
    metrics.add(planes([tilted(degrees)]), truth(1), 1);
    expect(metrics.result()["mean"]! / degrees).toBeCloseTo(1, 6);
  });

  it("gives 0 for a prediction that equals the truth but for its length, 180 for its opposite", () => {
    const metrics = normalsMetrics();
    const unit = [0.36, 0.48, 0.8];
    const values = planes([unit]);
    const target: Target = { kind: "normals", values, mask: Uint8Array.of(1) };
    metrics.add(
      values.map((v) => 8 * v),
      target,
      1,
    );
    expect(metrics.result()["mean"]).toBe(0);
    metrics.add(
      values.map((v) => -0.5 * v),
      target,
      1,
    );
    expect(metrics.result()["mean"]).toBe(90);
  });

  it("separates the images of a batch", () => {
    const metrics = normalsMetrics();
    const values = Float32Array.of(1, 0, 0, 0, 0, 1);
    metrics.add(values, { kind: "normals", values, mask: Uint8Array.of(1, 1) }, 2);
    expect(metrics.result()).toMatchObject({ mean: 0, median: 0, within11_25: 1 });
  });

  it("takes a prediction of (0, 0, 0) as 90 degrees off", () => {
    const metrics = normalsMetrics();
    metrics.add(planes([[0, 0, 0]]), truth(1), 1);
    expect(metrics.result()).toEqual({ mean: 90, median: 90, within11_25: 0, within22_5: 0, within30: 0 });
  });

  it("is null without a valid pixel; one that is not finite makes the mean null and is within no angle", () => {
    const metrics = normalsMetrics();
    metrics.add(planes([FORWARD]), truth(1, [0]), 1);
    expect(Object.values(metrics.result())).toEqual([null, null, null, null, null]);
    metrics.add(planes([FORWARD, [Number.NaN, 0, 1], FORWARD]), truth(3), 1);
    expect(metrics.result()).toEqual({
      mean: null,
      median: 0,
      within11_25: 2 / 3,
      within22_5: 2 / 3,
      within30: 2 / 3,
    });
  });

  it("refuses what does not fit", () => {
    const metrics = normalsMetrics();
    expect(() => metrics.add(planes([FORWARD]), truth(2), 1)).toThrow(
      "normals metrics: expected a prediction of 3 x 2 values, as many pixels as the target has; got 3 values",
    );
    expect(() =>
      metrics.add(
        planes([FORWARD]),
        { kind: "depth", values: new Float32Array(1), mask: new Uint8Array(1) },
        1,
      ),
    ).toThrow("normals metrics: expected a target of kind normals; got depth");
  });
});
