import { DataError } from "@equipoise/datasets";
import {
  expectKind,
  expectValues,
  finiteOrNull,
  type MetricAccumulator,
  planeSize,
} from "./metric-accumulator.ts";

const NAME = "depth metrics";

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
      expectKind(NAME, target, "depth");
      const { values, mask } = target;
      expectValues(NAME, values, 1, mask);
      planeSize(NAME, prediction, 1, mask.length, images);
      const wrong = values.find((value, i) => mask[i] !== 0 && !(value > 0 && Number.isFinite(value)));
      if (wrong !== undefined)
        throw new DataError(NAME, {
          expected: "depths above 0 metres where the mask is 1",
          got: String(wrong),
        });
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
