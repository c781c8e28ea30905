import type { Target } from "@equipoise/datasets";
import { mostLikelyClasses } from "../metrics/most-likely-classes.ts";

/**
 * What a network's output for one image says, in the form of a target: the likeliest classes, masks of the pixels whose
 * logit is above 0, the probabilities of edges, and all else as it is. Pixels of which an output is NaN have no value.
 *
 * @param output `[C, H, W]`
 * @param pixels H * W
 */
export function predictedTarget(kind: Target["kind"], output: Float32Array, pixels: number): Target {
  if (kind === "classes") return { kind, labels: mostLikelyClasses(output, output.length / pixels, 1) };
  const mask = new Uint8Array(pixels).fill(1);
  for (const [i, value] of output.entries()) if (Number.isNaN(value)) mask[i % pixels] = 0;
  return { kind, values: output.map(meanings[kind] ?? ((value) => value)), mask };
}

/** What an output means where it is a logit. */
const meanings: Partial<Record<Target["kind"], (logit: number) => number>> = {
  mask: (logit) => Number(logit > 0),
  edges: (logit) => 1 / (1 + Math.exp(-logit)),
};
