import { DataError } from "@equipoise/datasets";
import {
  expectKind,
  expectValues,
  finiteOrNull,
  type MetricAccumulator,
  planeSize,
} from "./metric-accumulator.ts";

const NAME = "inverse depth metrics";

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
      expectKind(NAME, target, "inverse-depth");
      const { values, mask } = target;
      expectValues(NAME, values, 1, mask);
      planeSize(NAME, prediction, 1, mask.length, images);
      const wrong = values.find((value, i) => mask[i] !== 0 && !(value >= 0 && Number.isFinite(value)));
      if (wrong !== undefined)
        throw new DataError(NAME, {
          expected: "inverse depths of at least 0 where the mask is 1",
          got: String(wrong),
        });
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
