import type { Target } from "@equipoise/datasets";
import { describe, expect, it } from "vitest";
import { maskMetrics } from "./mask-metrics.ts";

const inside = (values: number[], mask = values.map(() => 1)): Target => ({
  kind: "mask",
  values: Float32Array.from(values),
  mask: Uint8Array.from(mask),
});

describe("mask metrics", () => {
  it("count pixels of the whole split, worked by hand", () => {
    const metrics = maskMetrics();
    // Hit, hit, miss, false alarm, rightly outside; the last is not valid.
    metrics.add(Float32Array.of(3, 0.1, -1, 2, -2, 5), inside([1, 1, 1, 0, 0, 0], [1, 1, 1, 1, 1, 0]), 1);
    expect(metrics.result()).toEqual({ iou: 2 / 4, f1: 4 / 6, accuracy: 3 / 5 });
    metrics.add(Float32Array.of(1, 1), inside([1, 1]), 2);
    expect(metrics.result()).toEqual({ iou: 4 / 6, f1: 8 / 10, accuracy: 5 / 7 });
  });

  it("take a logit of 0 for outside, and one that is NaN for wrong", () => {
    const metrics = maskMetrics();
    metrics.add(Float32Array.of(0), inside([0]), 1);
    expect(metrics.result()).toEqual({ iou: null, f1: null, accuracy: 1 });
    metrics.add(Float32Array.of(Number.NaN, Number.NaN), inside([1, 0]), 1);
    expect(metrics.result()).toEqual({ iou: 0, f1: 0, accuracy: 1 / 3 });
  });

  it("are null without a valid pixel", () => {
    const metrics = maskMetrics();
    metrics.add(Float32Array.of(1), inside([0], [0]), 1);
    expect(metrics.result()).toEqual({ iou: null, f1: null, accuracy: null });
  });

  it("refuse values between 0 and 1", () => {
    expect(() => maskMetrics().add(Float32Array.of(1), inside([0.5]), 1)).toThrow(
      "mask metrics: expected 0 or 1 where the mask is 1; got 0.5",
    );
  });
});
