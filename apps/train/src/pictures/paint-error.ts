import { DataError, ignoredBy, type Target } from "@equipoise/datasets";
import { angleBetween } from "../metrics/angle-between.ts";
import { type Colour, UNKNOWN } from "./colour.ts";
import { errorColour } from "./error-colour.ts";
import type { Pixels } from "./paint.ts";

type ValueKind = Exclude<Target["kind"], "classes">;

/** The error that has the darkest colour: of a number, a share of the truth, or an angle in degrees. */
export const WORST: Readonly<Record<ValueKind, number>> = {
  depth: 0.5,
  "inverse-depth": 0.5,
  normals: 60,
  mask: 1,
  heatmap: 0.5,
  edges: 1,
  rgb: 0.5,
};

/**
 * How far a prediction is from the truth at every pixel: light where it is right, dark where the error is that of
 * WORST or above; grey where no truth is known.
 *
 * @param prediction in the form of a target
 */
export function paintError(truth: Target, prediction: Target): Pixels {
  const pixels = truth.kind === "classes" ? truth.labels.length : truth.mask.length;
  const painted = new Uint8Array(3 * pixels);
  const errorAt = errorOf(truth, prediction);
  for (let p = 0; p < pixels; p++) painted.set(colourOf(errorAt(p)), 3 * p);
  return painted;
}

const colourOf = (error: number | null): Colour => (error === null ? UNKNOWN : errorColour(error));

/** The error at a pixel, where 1 is the worst that has a colour; `null` where no truth is known. */
function errorOf(truth: Target, prediction: Target): (pixel: number) => number | null {
  if (truth.kind === "classes" && prediction.kind === "classes") {
    const ignored = ignoredBy(truth.labels);
    return (p) => (truth.labels[p] === ignored ? null : Number(truth.labels[p] !== prediction.labels[p]));
  }
  if (truth.kind === "classes" || prediction.kind === "classes")
    throw new DataError("error map", {
      expected: `a prediction of kind ${truth.kind}`,
      got: prediction.kind,
    });
  const { kind, values, mask } = truth;
  const plane = mask.length;
  const channels = values.length / plane;
  const difference = (p: number) => {
    let most = 0;
    for (let c = 0; c < channels; c++)
      most = Math.max(most, Math.abs(prediction.values[c * plane + p]! - values[c * plane + p]!));
    return most;
  };
  const relative = (p: number) => difference(p) / values[p]!;
  const measure: Record<ValueKind, (p: number) => number> = {
    depth: relative,
    "inverse-depth": relative,
    normals: (p) => angleBetween(prediction.values, values, p, plane),
    mask: difference,
    heatmap: difference,
    edges: difference,
    rgb: difference,
  };
  return (p) => (mask[p] === 0 ? null : measure[kind](p) / WORST[kind]);
}
