import { IGNORE } from "@equipoise/datasets";

/**
 * The class with the highest logit of every pixel; the lower index where two are equal.
 *
 * A logit that is NaN never wins, and a pixel where none wins gets {@link IGNORE}.
 *
 * @param logits `[N, C, H, W]`
 * @returns `[N, H, W]`
 */
export function mostLikelyClasses(logits: Float32Array, classes: number, images: number): Uint8Array {
  const plane = logits.length / (classes * images);
  const labels = new Uint8Array(images * plane).fill(IGNORE);
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
