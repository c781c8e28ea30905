import {
  expectKind,
  expectValues,
  finiteOrNull,
  type MetricAccumulator,
  planeSize,
} from "./metric-accumulator.ts";

const NAME = "heat map metrics";

/** `heatRmse`: sqrt of the mean of (p - t)^2 over all channels of all valid pixels of the split, in the unit of the data. */
export function heatmapMetrics(channels: number): MetricAccumulator {
  let count = 0;
  let squares = 0;
  return {
    add(prediction, target, images) {
      expectKind(NAME, target, "heatmap");
      const { values, mask } = target;
      expectValues(NAME, values, channels, mask);
      const plane = planeSize(NAME, prediction, channels, mask.length, images);
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
