import type { Target } from "@equipoise/datasets";
import { describe, expect, it } from "vitest";
import { depthMetrics } from "./depth-metrics.ts";

const depth = (values: number[], mask = values.map(() => 1)): Target => ({
  kind: "depth",
  values: Float32Array.from(values),
  mask: Uint8Array.from(mask),
});

describe("depth metrics", () => {
  it("averages over the valid pixels, worked by hand", () => {
    const metrics = depthMetrics();
    metrics.add(Float32Array.of(1, 3, 6, 99), depth([2, 4, 4, 0], [1, 1, 1, 0]), 1);
    const { abs, rel, rmse, delta1 } = metrics.result();
    expect(abs).toBeCloseTo((1 + 1 + 2) / 3, 15);
    expect(rel).toBeCloseTo((1 / 2 + 1 / 4 + 1 / 2) / 3, 15);
    expect(rmse).toBeCloseTo(Math.sqrt((1 + 1 + 4) / 3), 15);
    expect(delta1).toBe(0);
  });

  it.each([
    [1.24, 1],
    [1.25, 0],
    [1 / 1.24, 1],
    [0.79, 0],
    [0, 0],
    [-1, 0],
    [Number.NaN, 0],
    [Number.POSITIVE_INFINITY, 0],
  ])("takes a prediction of %f m for 1 m as %i hit", (predicted, hits) => {
    const metrics = depthMetrics();
    metrics.add(Float32Array.of(predicted), depth([1]), 1);
    expect(metrics.result()["delta1"]).toBe(hits);
  });

  it("is global: every pixel counts alike, in whatever batch", () => {
    const metrics = depthMetrics();
    metrics.add(Float32Array.of(5), depth([1]), 1);
    metrics.add(Float32Array.of(1, 1, 1), depth([1, 1, 1]), 3);
    expect(metrics.result()).toEqual({ abs: 1, rel: 1, rmse: 2, delta1: 3 / 4 });
  });

  it("is null without a valid pixel, and where a prediction is not finite", () => {
    const metrics = depthMetrics();
    metrics.add(Float32Array.of(1), depth([0], [0]), 1);
    expect(metrics.result()).toEqual({ abs: null, rel: null, rmse: null, delta1: null });
    metrics.add(Float32Array.of(Number.NaN, 1), depth([1, 1]), 2);
    expect(metrics.result()).toEqual({ abs: null, rel: null, rmse: null, delta1: 1 / 2 });
  });

  it("refuses what does not fit, and adds nothing of it", () => {
    const metrics = depthMetrics();
    expect(() => metrics.add(Float32Array.of(1, 1), depth([1, 0]), 2)).toThrow(
      "depth metrics: expected depths above 0 metres where the mask is 1; got 0",
    );
    expect(() => metrics.add(Float32Array.of(1), depth([1, 2]), 1)).toThrow(
      "depth metrics: expected a prediction of 1 x 2 values, as many pixels as the target has; got 1 values",
    );
    expect(() => metrics.add(Float32Array.of(1), depth([1, 2], [1]), 1)).toThrow(
      "depth metrics: expected a target of 1 x 1 values, as many pixels as its mask has; got 2 values",
    );
    const classes: Target = { kind: "classes", labels: Uint8Array.of(0) };
    expect(() => metrics.add(Float32Array.of(1), classes, 1)).toThrow(
      "depth metrics: expected a target of kind depth; got classes",
    );
    expect(metrics.result()["abs"]).toBeNull();
  });
});
