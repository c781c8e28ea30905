import type { Target } from "@equipoise/datasets";

/**
 * A row of outputs as an array holds it: logits of classes and masks as they are, probabilities of edges, normals of unit
 * length, and all else in the unit of its targets.
 *
 * @param output `[C, W]`
 * @param target what it says
 */
export function arrayRow(output: Float32Array, target: Target): Float32Array {
  if (target.kind === "edges") return target.values;
  if (target.kind !== "normals") return output;
  const width = target.mask.length;
  const unit = output.slice();
  for (let x = 0; x < width; x++) {
    const length = Math.hypot(output[x]!, output[width + x]!, output[2 * width + x]!);
    if (length > 0) for (let c = 0; c < 3; c++) unit[c * width + x]! /= length;
  }
  return unit;
}
