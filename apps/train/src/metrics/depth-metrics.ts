import { type DenseKindRule, denseTruth } from "./dense-truth.ts";
import { finiteOrNull, type MetricAccumulator } from "./metric-accumulator.ts";

const rule: DenseKindRule = {
  name: "depth metrics",
  kind: "depth",
  channels: 1,
  accepts: { what: "depths above 0 metres", value: (value) => value > 0 && Number.isFinite(value) },
};

/** A prediction p of a depth d is close if max(p / d, d / p) is below this. */
const CLOSE = 1.25;

/**
 * Errors of a depth p against the truth d, means over all valid pixels of the split: `abs` |p - d| and `rmse`
 * sqrt((p - d)^2) in metres, `rel` |p - d| / d, and `delta1`, the share of pixels with max(p / d, d / p) < 1.25.
 * A prediction that is not positive is no hit for `delta1`.
 */
export function depthMetrics(): MetricAccumulator {
  let pixels = 0;
  let abs = 0;
  let rel = 0;
  let squares = 0;
  let close = 0;
  return {
    add(prediction, target, images) {
      const { values, mask } = denseTruth(rule, prediction, target, images);
      for (let i = 0; i < mask.length; i++) {
        if (mask[i] === 0) continue;
        const truth = values[i]!;
        const predicted = prediction[i]!;
        const error = Math.abs(predicted - truth);
        pixels++;
        abs += error;
        rel += error / truth;
        squares += error * error;
        if (predicted > 0 && Math.max(predicted / truth, truth / predicted) < CLOSE) close++;
      }
    },
    result: () => ({
      abs: finiteOrNull(abs / pixels),
      rel: finiteOrNull(rel / pixels),
      rmse: finiteOrNull(Math.sqrt(squares / pixels)),
      delta1: finiteOrNull(close / pixels),
    }),
  };
}
