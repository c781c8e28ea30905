import { type DenseKindRule, denseTruth } from "./dense-truth.ts";
import { finiteOrNull, type MetricAccumulator } from "./metric-accumulator.ts";

const rule: DenseKindRule = {
  name: "rgb metrics",
  kind: "rgb",
  channels: 3,
};

/** Decibels of an image without error: that of a mean square error of 1e-10. */
const BEST = 100;

/**
 * `psnr` -10 log10 of the mean square error of an image whose colours are cut to 0..1, in decibels, at most 100, and of
 * that the mean over the images that have a valid pixel, as image restoration reports it; `colourAbs` |p - t|, the mean
 * over the channels of all valid pixels of the split.
 */
export function rgbMetrics(): MetricAccumulator {
  let images = 0;
  let decibels = 0;
  let count = 0;
  let abs = 0;
  return {
    add(prediction, target, size) {
      const { values, mask, plane } = denseTruth(rule, prediction, target, size);
      for (let image = 0; image < size; image++) {
        const known = mask.subarray(image * plane, (image + 1) * plane);
        const start = 3 * image * plane;
        let squares = 0;
        let valid = 0;
        for (let at = 0; at < 3 * plane; at++) {
          if (known[at % plane] === 0) continue;
          const truth = values[start + at]!;
          const predicted = prediction[start + at]!;
          abs += Math.abs(predicted - truth);
          squares += (Math.min(1, Math.max(0, predicted)) - truth) ** 2;
          valid++;
        }
        if (valid === 0) continue;
        count += valid;
        images++;
        decibels += Math.min(BEST, -10 * Math.log10(squares / valid));
      }
    },
    result: () => ({ psnr: finiteOrNull(decibels / images), colourAbs: finiteOrNull(abs / count) }),
  };
}
