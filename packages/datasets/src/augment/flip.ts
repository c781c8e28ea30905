import type { Labels } from "../labels.ts";
import type { Sample, Target } from "../sample.ts";

/** The mirror image, left for right: every row reversed, and the x of every normal negated. */
export function flipHorizontal(sample: Sample): Sample {
  const flipTarget = (target: Target): Target => {
    if (target.kind === "classes")
      return { kind: target.kind, labels: reverseRows(target.labels, sample.width) };
    const values = reverseRows(target.values, sample.width);
    if (target.kind === "normals") {
      const pixels = sample.width * sample.height;
      // 0 - x, not -x: an invalid normal stays (0, 0, 0) rather than (-0, 0, 0).
      for (let i = 0; i < pixels; i++) values[i] = 0 - values[i]!;
    }
    return { kind: target.kind, values, mask: reverseRows(target.mask, sample.width) };
  };
  return {
    ...sample,
    image: reverseRows(sample.image, sample.width),
    targets: Object.fromEntries(
      Object.entries(sample.targets).map(([task, target]) => [task, flipTarget(target)]),
    ),
  };
}

function reverseRows<T extends Labels | Float32Array>(source: T, width: number): T {
  const out = source.slice() as T;
  for (let at = 0; at < out.length; at += width) out.subarray(at, at + width).reverse();
  return out;
}
