import { IGNORE, type Target } from "@equipoise/datasets";
import { describe, expect, it } from "vitest";
import { segmentationMetrics } from "./segmentation-metrics.ts";

const classes = (...labels: number[]): Target => ({ kind: "classes", labels: Uint8Array.from(labels) });

/** Logits [1, classes, H, W] whose highest is at the classes given. */
function logits(channels: number, ...winners: number[]): Float32Array {
  const out = new Float32Array(channels * winners.length);
  for (const [p, winner] of winners.entries()) out[winner * winners.length + p] = 2;
  return out;
}

describe("segmentation metrics", () => {
  it("reads one confusion matrix, worked by hand", () => {
    const metrics = segmentationMetrics(3);
    metrics.add(logits(3, 0, 0, 1, 1, 2, 1), classes(0, 0, 0, 1, 2, IGNORE), 1);
    // IoU: class 0 2 / 3, class 1 1 / 2, class 2 1 / 1; the void pixel counts nowhere.
    const { miou, pixelAccuracy } = metrics.result();
    expect(miou).toBeCloseTo((2 / 3 + 1 / 2 + 1) / 3, 15);
    expect(pixelAccuracy).toBe(4 / 5);
  });

  it("counts more classes than a byte holds, the 256th among them", () => {
    const metrics = segmentationMetrics(300);
    const labels = Uint16Array.of(255, 255, 299, 0, 65535);
    metrics.add(logits(300, 255, 299, 299, 0, 7), { kind: "classes", labels }, 1);
    // IoU: 255 1 / 2, 299 1 / 2, 0 1 / 1.
    const { miou, pixelAccuracy } = metrics.result();
    expect(miou).toBeCloseTo((1 / 2 + 1 / 2 + 1) / 3, 15);
    expect(pixelAccuracy).toBe(3 / 4);
  });

  it("leaves classes out of the mean that are neither in the truth nor predicted", () => {
    const metrics = segmentationMetrics(13);
    metrics.add(logits(13, 4, 4, 7), classes(4, 4, 7), 1);
    expect(metrics.result()).toEqual({ miou: 1, pixelAccuracy: 1 });
  });

  it("counts a class that is only predicted as an intersection of nothing", () => {
    const metrics = segmentationMetrics(13);
    metrics.add(logits(13, 4, 4, 9), classes(4, 4, 4), 1);
    expect(metrics.result()).toEqual({ miou: 2 / 3 / 2, pixelAccuracy: 2 / 3 });
  });

  it("counts a class that is predicted on void pixels alone as absent", () => {
    const metrics = segmentationMetrics(3);
    metrics.add(logits(3, 0, 2), classes(0, IGNORE), 1);
    expect(metrics.result()).toEqual({ miou: 1, pixelAccuracy: 1 });
  });

  it("is global: one matrix over batches, not the mean of their results", () => {
    const metrics = segmentationMetrics(2);
    metrics.add(logits(2, 0), classes(0), 1);
    metrics.add(logits(2, 0, 0, 1), classes(1, 1, 1), 1);
    expect(metrics.result()).toEqual({ miou: (1 / 3 + 1 / 3) / 2, pixelAccuracy: 2 / 4 });
  });

  it("separates the images of a batch", () => {
    const metrics = segmentationMetrics(2);
    // Two images of one pixel: class planes alternate, image by image.
    metrics.add(Float32Array.of(5, 1, 0, 3), classes(0, 1), 2);
    expect(metrics.result()).toEqual({ miou: 1, pixelAccuracy: 1 });
  });

  it("takes the lower class of two that are equally likely", () => {
    const metrics = segmentationMetrics(3);
    metrics.add(Float32Array.of(1, 4, 4), classes(1), 1);
    expect(metrics.result()["pixelAccuracy"]).toBe(1);
  });

  it("counts a pixel whose logits are NaN as wrong, and lets no NaN win over a number", () => {
    const metrics = segmentationMetrics(2);
    metrics.add(Float32Array.of(Number.NaN, Number.NaN, Number.NaN, -3), classes(0, 1), 1);
    expect(metrics.result()).toEqual({ miou: 1 / 2, pixelAccuracy: 1 / 2 });
  });

  it("is null without a labelled pixel", () => {
    const metrics = segmentationMetrics(2);
    expect(metrics.result()).toEqual({ miou: null, pixelAccuracy: null });
    metrics.add(logits(2, 0, 1), classes(IGNORE, IGNORE), 1);
    expect(metrics.result()).toEqual({ miou: null, pixelAccuracy: null });
  });

  it("refuses what does not fit, and adds nothing of it", () => {
    const metrics = segmentationMetrics(3);
    expect(() => metrics.add(logits(3, 0, 1), classes(0, 3), 1)).toThrow(
      "segmentation metrics: expected labels 0..2 or 255; got 3",
    );
    expect(() => metrics.add(logits(2, 0), classes(0), 1)).toThrow(
      "segmentation metrics: expected a prediction of 3 x 1 values, as many pixels as the target has; got 2 values",
    );
    expect(() => metrics.add(logits(3, 0, 1, 2), classes(0, 1, 2), 2)).toThrow(
      "segmentation metrics: expected a target of 2 images of one size; got 3 pixels",
    );
    expect(() => metrics.add(logits(3, 0), classes(0), 0)).toThrow(
      "segmentation metrics: expected a number of images of at least 1; got 0",
    );
    const depth: Target = { kind: "depth", values: Float32Array.of(1), mask: Uint8Array.of(1) };
    expect(() => metrics.add(logits(3, 0), depth, 1)).toThrow(
      "segmentation metrics: expected a target of kind classes; got depth",
    );
    expect(metrics.result()).toEqual({ miou: null, pixelAccuracy: null });
  });
});
