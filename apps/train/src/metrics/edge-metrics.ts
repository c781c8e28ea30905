import { type DenseKindRule, denseTruth } from "./dense-truth.ts";
import { finiteOrNull, type MetricAccumulator } from "./metric-accumulator.ts";

const rule: DenseKindRule = {
  name: "edge metrics",
  kind: "edges",
  channels: 1,
  accepts: { what: "values 0..1", value: (value) => value >= 0 && value <= 1 },
};

/** The probabilities 0, 0.01, ..., 1, in hundredths. */
const STEPS = 100;

/**
 * `odsF1`, 0..1: F1 = 2 TP / (2 TP + FP + FN) over all valid pixels of the split at the one threshold, of 0.01, 0.02,
 * ..., 0.99, that is best for all of it (optimal data set scale). `null` where the truth has no edge.
 *
 * A pixel of the truth is on an edge if its value is at least 0.5, and one of the prediction if σ(logit) is at least the
 * threshold; one whose logit is NaN never is. Pixels are compared with pixels: unlike in the benchmark of BSDS500, lines
 * are not thinned, and an edge that is found one pixel off is not found.
 *
 * @see Martin, Fowlkes, Malik: Learning to Detect Natural Image Boundaries, 2004
 */
export function edgeMetrics(): MetricAccumulator {
  // Pixels by the probability predicted for them, in hundredths.
  const edges = new Float64Array(STEPS + 1);
  const others = new Float64Array(STEPS + 1);
  return {
    add(prediction, target, images) {
      const { values, mask } = denseTruth(rule, prediction, target, images);
      for (let i = 0; i < mask.length; i++) {
        if (mask[i] === 0) continue;
        const step = Math.floor(STEPS / (1 + Math.exp(-prediction[i]!)));
        (values[i]! >= 0.5 ? edges : others)[Number.isNaN(step) ? 0 : step]! += 1;
      }
    },
    result() {
      const total = edges.reduce((sum, count) => sum + count, 0);
      if (total === 0) return { odsF1: null };
      let best = 0;
      let hits = edges[STEPS]!;
      let found = hits + others[STEPS]!;
      for (let step = STEPS - 1; step >= 1; step--) {
        hits += edges[step]!;
        found += edges[step]! + others[step]!;
        best = Math.max(best, (2 * hits) / (total + found));
      }
      return { odsF1: finiteOrNull(best) };
    },
  };
}
