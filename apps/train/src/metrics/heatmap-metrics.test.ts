import type { Target } from "@equipoise/datasets";
import { describe, expect, it } from "vitest";
import { heatmapMetrics } from "./heatmap-metrics.ts";

const heat = (values: number[], mask: number[]): Target => ({
  kind: "heatmap",
  values: Float32Array.from(values),
  mask: Uint8Array.from(mask),
});

describe("heat map metrics", () => {
  it("go over all channels of the valid pixels of each image", () => {
    const metrics = heatmapMetrics(2);
    // Two images of two channels and two pixels; of the first the left pixel is valid, of the second the right.
    const prediction = Float32Array.of(1, 50, 2, 50, 50, 3, 50, 4);
    metrics.add(prediction, heat(new Array<number>(8).fill(0), [1, 0, 0, 1]), 2);
    expect(metrics.result()).toEqual({ heatRmse: Math.sqrt((1 + 4 + 9 + 16) / 4) });
  });

  it("are null without a valid pixel, and where a prediction is not finite", () => {
    const metrics = heatmapMetrics(1);
    metrics.add(Float32Array.of(1), heat([0], [0]), 1);
    expect(metrics.result()).toEqual({ heatRmse: null });
    metrics.add(Float32Array.of(Number.POSITIVE_INFINITY), heat([0], [1]), 1);
    expect(metrics.result()).toEqual({ heatRmse: null });
  });

  it("refuse another number of channels", () => {
    expect(() => heatmapMetrics(2).add(Float32Array.of(1, 1), heat([1], [1]), 1)).toThrow(
      "heat map metrics: expected a target of 2 x 1 values, as many pixels as its mask has; got 1 values",
    );
  });
});
