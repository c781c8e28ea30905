import { DataError, IGNORE } from "@equipoise/datasets";
import { expectKind, finiteOrNull, type MetricAccumulator, planeSize } from "./metric-accumulator.ts";
import { mostLikelyClasses } from "./most-likely-classes.ts";

const NAME = "segmentation metrics";

/**
 * Mean intersection over union and pixel accuracy, both 0..1, from one confusion matrix over the whole split.
 *
 * `IoU_c = n_cc / (truth_c + predicted_c - n_cc)` over labelled pixels; `miou` is its mean over the classes that occur
 * in the truth or in the prediction, so that a class the split does not have costs nothing unless it is predicted.
 * A pixel whose logits are all NaN is wrong.
 */
export function segmentationMetrics(classes: number): MetricAccumulator {
  // Counts, [truth][prediction]; the last column is for pixels that got no class. Exact up to 2^53 pixels.
  const columns = classes + 1;
  const confusion = new Float64Array(classes * columns);
  return {
    add(prediction, target, images) {
      expectKind(NAME, target, "classes");
      const { labels } = target;
      planeSize(NAME, prediction, classes, labels.length, images);
      const wrong = labels.find((label) => label >= classes && label !== IGNORE);
      if (wrong !== undefined)
        throw new DataError(NAME, { expected: `labels 0..${classes - 1} or ${IGNORE}`, got: String(wrong) });
      const predicted = mostLikelyClasses(prediction, classes, images);
      for (let p = 0; p < labels.length; p++) {
        const label = labels[p]!;
        if (label !== IGNORE) confusion[label * columns + Math.min(predicted[p]!, classes)]! += 1;
      }
    },
    result() {
      const truth = new Float64Array(classes);
      const predicted = new Float64Array(columns);
      let correct = 0;
      let pixels = 0;
      for (let t = 0; t < classes; t++)
        for (let p = 0; p < columns; p++) {
          const count = confusion[t * columns + p]!;
          truth[t]! += count;
          predicted[p]! += count;
          pixels += count;
          if (t === p) correct += count;
        }
      let sum = 0;
      let occurring = 0;
      for (let c = 0; c < classes; c++) {
        const both = confusion[c * columns + c]!;
        const either = truth[c]! + predicted[c]! - both;
        if (either === 0) continue;
        sum += both / either;
        occurring++;
      }
      return { miou: finiteOrNull(sum / occurring), pixelAccuracy: finiteOrNull(correct / pixels) };
    },
  };
}
