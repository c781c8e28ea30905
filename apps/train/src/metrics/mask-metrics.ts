import { type DenseKindRule, denseTruth } from "./dense-truth.ts";
import { finiteOrNull, type MetricAccumulator } from "./metric-accumulator.ts";

const rule: DenseKindRule = {
  name: "mask metrics",
  kind: "mask",
  channels: 1,
  accepts: { what: "0 or 1", value: (value) => value === 0 || value === 1 },
};

/**
 * How well a mask is found, all 0..1 and over all valid pixels of the split: `iou` TP / (TP + FP + FN), `f1`
 * 2 TP / (2 TP + FP + FN) and `accuracy`, the share of pixels that are right.
 *
 * A pixel is predicted to be inside where its logit is above 0. `iou` and `f1` are `null` where no pixel is inside, neither
 * in the truth nor in the prediction. A pixel whose logit is NaN is wrong.
 */
export function maskMetrics(): MetricAccumulator {
  const counts = { hits: 0, right: 0, inside: 0, predicted: 0, pixels: 0 };
  return {
    add(prediction, target, images) {
      const { values, mask } = denseTruth(rule, prediction, target, images);
      for (let i = 0; i < mask.length; i++) {
        if (mask[i] === 0) continue;
        const inside = values[i] === 1;
        // NaN counts as the opposite of the truth.
        const predicted = Number.isNaN(prediction[i]) ? !inside : prediction[i]! > 0;
        counts.pixels++;
        if (inside) counts.inside++;
        if (predicted) counts.predicted++;
        if (inside === predicted) counts.right++;
        if (inside && predicted) counts.hits++;
      }
    },
    result() {
      const { hits, right, inside, predicted, pixels } = counts;
      return {
        iou: finiteOrNull(hits / (inside + predicted - hits)),
        f1: finiteOrNull((2 * hits) / (inside + predicted)),
        accuracy: finiteOrNull(right / pixels),
      };
    },
  };
}
