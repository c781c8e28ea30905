import { type DenseKindRule, denseTruth } from "./dense-truth.ts";
import { finiteOrNull, type MetricAccumulator } from "./metric-accumulator.ts";

/** `heatRmse`: sqrt of the mean of (p - t)^2 over all channels of all valid pixels of the split, in the unit of the data. */
export function heatmapMetrics(channels: number): MetricAccumulator {
  const rule: DenseKindRule = { name: "heat map metrics", kind: "heatmap", channels };
  let count = 0;
  let squares = 0;
  return {
    add(prediction, target, images) {
      const { values, mask, plane } = denseTruth(rule, prediction, target, images);
      for (let at = 0; at < values.length; at++) {
        const image = Math.floor(at / (channels * plane));
        if (mask[image * plane + (at % plane)] === 0) continue;
        const error = prediction[at]! - values[at]!;
        count++;
        squares += error * error;
      }
    },
    result: () => ({ heatRmse: finiteOrNull(Math.sqrt(squares / count)) }),
  };
}
