import { emptyLabels, type Labels } from "@equipoise/datasets";

/**
 * The class with the highest logit of every pixel; the lower index where two are equal.
 *
 * A logit that is NaN never wins, and a pixel where none wins gets `ignoreLabel(classes)`.
 *
 * @param logits `[N, C, H, W]`
 * @returns `[N, H, W]`
 */
export function mostLikelyClasses(logits: Float32Array, classes: number, images: number): Labels {
  const plane = logits.length / (classes * images);
  const labels = emptyLabels(images * plane, classes);
  const highest = new Float32Array(plane);
  for (let n = 0; n < images; n++) {
    highest.fill(Number.NEGATIVE_INFINITY);
    for (let c = 0; c < classes; c++) {
      const start = (n * classes + c) * plane;
      for (let p = 0; p < plane; p++) {
        const logit = logits[start + p]!;
        if (logit > highest[p]!) {
          highest[p] = logit;
          labels[n * plane + p] = c;
        }
      }
    }
  }
  return labels;
}
