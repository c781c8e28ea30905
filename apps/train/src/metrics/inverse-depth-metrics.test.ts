import type { Target } from "@equipoise/datasets";
import { describe, expect, it } from "vitest";
import { inverseDepthMetrics } from "./inverse-depth-metrics.ts";

const inverse = (values: number[], mask = values.map(() => 1)): Target => ({
  kind: "inverse-depth",
  values: Float32Array.from(values),
  mask: Uint8Array.from(mask),
});

describe("inverse depth metrics", () => {
  it("average over the valid pixels, worked by hand", () => {
    const metrics = inverseDepthMetrics();
    metrics.add(Float32Array.of(0.25, 0.75, 9), inverse([0.5, 0.5, 0], [1, 1, 0]), 1);
    metrics.add(Float32Array.of(1), inverse([0.25]), 1);
    expect(metrics.result()).toEqual({
      inverseAbs: (0.25 + 0.25 + 0.75) / 3,
      inverseRel: (0.5 + 0.5 + 3) / 3,
    });
  });

  it("have no relative error where the truth is infinitely far", () => {
    const metrics = inverseDepthMetrics();
    metrics.add(Float32Array.of(0.5), inverse([0]), 1);
    expect(metrics.result()).toEqual({ inverseAbs: 0.5, inverseRel: null });
    metrics.add(Float32Array.of(0.5), inverse([1]), 1);
    expect(metrics.result()).toEqual({ inverseAbs: 0.5, inverseRel: 0.5 });
  });

  it("are null without a valid pixel, and where a prediction is not finite", () => {
    const metrics = inverseDepthMetrics();
    metrics.add(Float32Array.of(1), inverse([0], [0]), 1);
    expect(metrics.result()).toEqual({ inverseAbs: null, inverseRel: null });
    metrics.add(Float32Array.of(Number.NaN), inverse([1]), 1);
    expect(metrics.result()).toEqual({ inverseAbs: null, inverseRel: null });
  });

  it("refuse what is no inverse depth", () => {
    const metrics = inverseDepthMetrics();
    expect(() => metrics.add(Float32Array.of(1), inverse([-1]), 1)).toThrow(
      "inverse depth metrics: expected inverse depths of at least 0 where the mask is 1; got -1",
    );
    expect(() => metrics.add(Float32Array.of(1), { ...inverse([1]), kind: "mask" } as Target, 1)).toThrow(
      "inverse depth metrics: expected a target of kind inverse-depth; got mask",
    );
  });
});
