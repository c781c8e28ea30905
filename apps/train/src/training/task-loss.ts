import { ignoreLabel } from "@equipoise/datasets";
import {
  binaryCrossEntropyWithLogits,
  cosineLoss,
  crossEntropy2d,
  l1Loss,
  mseLoss,
  type Tensor,
} from "@equipoise/tensor";
import type { TargetTensors } from "./batch-tensors.ts";
import { edgeLoss } from "./edge-loss.ts";

/**
 * The loss of one task, a scalar, a mean over the pixels that have a target; 0 where none has.
 *
 * Cross-entropy for classes; L1 for depth in metres, for inverse depth and for colours; one minus the cosine of the angle
 * for normals; binary cross-entropy for masks, and balanced for edges; the square of the error for heat maps.
 */
export function taskLoss(prediction: Tensor, target: TargetTensors): Tensor {
  switch (target.kind) {
    case "classes":
      return crossEntropy2d(prediction, target.labels, { ignoreIndex: ignoreLabel(prediction.shape[1]!) });
    case "depth":
    case "inverse-depth":
    case "rgb":
      return l1Loss(prediction, target.values, target.mask);
    case "normals":
      return cosineLoss(prediction, target.values, target.mask);
    case "mask":
      return binaryCrossEntropyWithLogits(prediction, target.values, { mask: target.mask });
    case "edges":
      return edgeLoss(prediction, target.values, target.mask);
    case "heatmap":
      return mseLoss(prediction, target.values, target.mask);
  }
}
