import { IGNORE } from "@equipoise/datasets";
import { cosineLoss, crossEntropy2d, l1Loss, type Tensor } from "@equipoise/tensor";
import type { TargetTensors } from "./batch-tensors.ts";

/**
 * The loss of one task, a scalar: cross-entropy over labelled pixels for classes, L1 in metres over valid pixels for
 * depth, one minus the cosine of the angle for normals. 0 where no pixel is labelled.
 */
export function taskLoss(prediction: Tensor, target: TargetTensors): Tensor {
  switch (target.kind) {
    case "classes":
      return crossEntropy2d(prediction, target.labels, { ignoreIndex: IGNORE });
    case "depth":
      return l1Loss(prediction, target.values, target.mask);
    case "normals":
      return cosineLoss(prediction, target.values, target.mask);
  }
}
