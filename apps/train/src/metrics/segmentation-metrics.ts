import { DataError, ignoreLabel } from "@equipoise/datasets";
import { Confusion, classIous } from "./confusion.ts";
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
  const ignored = ignoreLabel(classes);
  const confusion = new Confusion(classes);
  return {
    add(prediction, target, images) {
      expectKind(NAME, target, "classes");
      const { labels } = target;
      planeSize(NAME, prediction, classes, labels.length, images);
      const wrong = labels.find((label) => label >= classes && label !== ignored);
      if (wrong !== undefined)
        throw new DataError(NAME, { expected: `labels 0..${classes - 1} or ${ignored}`, got: String(wrong) });
      const predicted = mostLikelyClasses(prediction, classes, images);
      for (let p = 0; p < labels.length; p++) {
        const label = labels[p]!;
        if (label !== ignored) confusion.add(label, predicted[p]!);
      }
    },
    result() {
      const counts = confusion.rows();
      const occurring = classIous(counts).filter((iou) => iou !== null);
      const correct = sum(counts.map((row, k) => row[k]!));
      return {
        miou: finiteOrNull(sum(occurring) / occurring.length),
        pixelAccuracy: finiteOrNull(correct / sum(counts.flat())),
      };
    },
    confusion: () => confusion.rows(),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
