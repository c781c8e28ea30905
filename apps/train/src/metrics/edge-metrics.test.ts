import type { Target } from "@equipoise/datasets";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { edgeMetrics } from "./edge-metrics.ts";

const edges = (values: number[], mask = values.map(() => 1)): Target => ({
  kind: "edges",
  values: Float32Array.from(values),
  mask: Uint8Array.from(mask),
});
const logit = (p: number) => Math.log(p / (1 - p));
const logits = (...probabilities: number[]) => Float32Array.from(probabilities, logit);

describe("edge metrics", () => {
  it("take the threshold that is best for the whole split, worked by hand", () => {
    const metrics = edgeMetrics();
    // At 0.1: 3 hits, 2 false; at 0.4: 2 hits, 1 false; at 0.7: 2 hits; at 0.9: 1 hit.
    metrics.add(logits(0.905, 0.705, 0.105), edges([1, 1, 1]), 1);
    metrics.add(logits(0.405, 0.105, 0.95), edges([0, 0, 0], [1, 1, 0]), 1);
    expect(metrics.result()).toEqual({ odsF1: Math.max(6 / 8, 4 / 6, 4 / 5, 2 / 4) });
  });

  it("are the best of all thresholds counted one by one", () => {
    const pixel = fc.record({ hundredths: fc.integer({ min: 0, max: 99 }), edge: fc.boolean() });
    fc.assert(
      fc.property(fc.array(pixel, { minLength: 1, maxLength: 30 }), (pixels) => {
        const metrics = edgeMetrics();
        const truth = pixels.map(({ edge }) => Number(edge));
        metrics.add(logits(...pixels.map(({ hundredths }) => (hundredths + 0.5) / 100)), edges(truth), 1);
        const f1 = Array.from({ length: 99 }, (_, i) => {
          const found = pixels.filter(({ hundredths }) => hundredths >= i + 1);
          const hits = found.filter(({ edge }) => edge).length;
          return (2 * hits) / (found.length + pixels.filter(({ edge }) => edge).length || 1);
        });
        expect(metrics.result()).toEqual({ odsF1: truth.includes(1) ? Math.max(...f1) : null });
      }),
    );
  });

  it("take a truth of a half for an edge, and a logit that is NaN for none", () => {
    const metrics = edgeMetrics();
    metrics.add(Float32Array.of(200, -200, Number.NaN), edges([0.5, 0.49, 0]), 1);
    expect(metrics.result()).toEqual({ odsF1: 1 });
    metrics.add(Float32Array.of(Number.NaN), edges([1]), 1);
    expect(metrics.result()).toEqual({ odsF1: 2 / 3 });
  });

  it("are null without an edge", () => {
    const metrics = edgeMetrics();
    metrics.add(Float32Array.of(9, 9), edges([0, 1], [1, 0]), 1);
    expect(metrics.result()).toEqual({ odsF1: null });
  });

  it("refuse values outside 0..1", () => {
    expect(() => edgeMetrics().add(Float32Array.of(1), edges([2]), 1)).toThrow(
      "edge metrics: expected values 0..1 where the mask is 1; got 2",
    );
  });
});
