import type { Target } from "@equipoise/datasets";
import { describe, expect, it } from "vitest";
import { rgbMetrics } from "./rgb-metrics.ts";

const colours = (values: number[], mask: number[]): Target => ({
  kind: "rgb",
  values: Float32Array.from(values),
  mask: Uint8Array.from(mask),
});

describe("rgb metrics", () => {
  it("average decibels over images, and errors over pixels", () => {
    const metrics = rgbMetrics();
    // One image off by 0.5 everywhere, 6.02 dB, and one by 0.25 at its one valid pixel, 12.04 dB.
    const [half, quarter] = [-20 * Math.log10(0.5), -20 * Math.log10(0.25)];
    metrics.add(Float32Array.of(0.5, 0.5, 0.5, 0.5, 0.5, 0.5), colours([0, 0, 0, 0, 0, 0], [1, 1]), 1);
    metrics.add(Float32Array.of(0.25, 9, 0.25, 9, 0.25, 9), colours([0, 0, 0, 0, 0, 0], [1, 0]), 1);
    const { psnr, colourAbs } = metrics.result();
    expect(psnr).toBeCloseTo((half + quarter) / 2, 12);
    expect(colourAbs).toBeCloseTo((6 * 0.5 + 3 * 0.25) / 9, 12);
  });

  it("cut colours to 0..1 for decibels alone, and end at 100 of them", () => {
    const metrics = rgbMetrics();
    metrics.add(Float32Array.of(2, -1, 1), colours([1, 0, 1], [1]), 1);
    expect(metrics.result()).toEqual({ psnr: 100, colourAbs: 2 / 3 });
  });

  it("leave out images without a valid pixel, and are null if there is no other", () => {
    const metrics = rgbMetrics();
    metrics.add(Float32Array.of(1, 1, 1, 0, 0, 0), colours([1, 1, 1, 1, 1, 1], [0, 0]), 2);
    expect(metrics.result()).toEqual({ psnr: null, colourAbs: null });
    metrics.add(Float32Array.of(1, 1, 1, 0, 0, 0), colours([1, 1, 1, 1, 1, 1], [0, 1]), 2);
    expect(metrics.result()).toEqual({ psnr: 0, colourAbs: 1 });
    metrics.add(Float32Array.of(Number.NaN, 0, 0), colours([1, 1, 1], [1]), 1);
    expect(metrics.result()).toEqual({ psnr: null, colourAbs: null });
  });
});
