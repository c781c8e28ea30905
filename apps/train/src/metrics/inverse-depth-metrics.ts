import { type DenseKindRule, denseTruth } from "./dense-truth.ts";
import { finiteOrNull, type MetricAccumulator } from "./metric-accumulator.ts";

const rule: DenseKindRule = {
  name: "inverse depth metrics",
  kind: "inverse-depth",
  channels: 1,
  accepts: { what: "inverse depths of at least 0", value: (value) => value >= 0 && Number.isFinite(value) },
};

/**
 * Errors of an inverse depth p against the truth d, means over all valid pixels of the split: `inverseAbs` |p - d| in the
 * unit of the data, and `inverseRel` |p - d| / d, which leaves out pixels that are infinitely far, d = 0.
 */
export function inverseDepthMetrics(): MetricAccumulator {
  let pixels = 0;
  let abs = 0;
  let near = 0;
  let rel = 0;
  return {
    add(prediction, target, images) {
      const { values, mask } = denseTruth(rule, prediction, target, images);
      for (let i = 0; i < mask.length; i++) {
        if (mask[i] === 0) continue;
        const truth = values[i]!;
        const error = Math.abs(prediction[i]! - truth);
        pixels++;
        abs += error;
        if (truth === 0) continue;
        near++;
        rel += error / truth;
      }
    },
    result: () => ({ inverseAbs: finiteOrNull(abs / pixels), inverseRel: finiteOrNull(rel / near) }),
  };
}
