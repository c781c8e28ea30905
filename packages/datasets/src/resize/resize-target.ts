import { labelsLike } from "../labels.ts";
import type { DenseKind, Size, Target } from "../sample.ts";
import { areaOrBilinear } from "./axis.ts";
import { averageKnown, copyNearest, type Grid, greatestKnown } from "./known.ts";
import { gather, nearest } from "./planes.ts";

/**
 * How the values of each kind get to another size.
 *
 * - `nearest`: no value is made up across the edge of an object, and depth and normals of a pixel keep belonging to one
 *   surface.
 * - `average`: area average where it shrinks, bilinear where it grows, over the known pixels: as the image.
 * - `greatest`: a line as thin as a pixel is still there when it shrinks.
 */
export const resizeRules: Readonly<Record<DenseKind, "nearest" | "average" | "greatest">> = {
  depth: "nearest",
  "inverse-depth": "nearest",
  normals: "nearest",
  mask: "nearest",
  heatmap: "average",
  edges: "greatest",
  rgb: "average",
};

/** The target at another size, by {@link resizeRules}; labels of classes are those of the nearest pixels. */
export function resizeTarget(target: Target, from: Size, to: Size): Target {
  const grid = nearestGrid(from, to);
  if (target.kind === "classes") {
    const labels = labelsLike(target.labels, to.width * to.height);
    return { kind: target.kind, labels: gather(target.labels, 1, from, grid.xs, grid.ys, labels) };
  }
  const { kind } = target;
  switch (resizeRules[kind]) {
    case "nearest":
      return { kind, ...copyNearest(target, from, grid) };
    case "average": {
      const x = areaOrBilinear(from.width, to.width);
      const y = areaOrBilinear(from.height, to.height);
      return { kind, ...averageKnown(target, from, x, y, grid) };
    }
    case "greatest":
      return { kind, ...greatestKnown(target, from, to) };
  }
}

/** The input pixel under the centre of each output pixel. */
const nearestGrid = (from: Size, to: Size): Grid => ({
  xs: nearest(from.width, to.width),
  ys: nearest(from.height, to.height),
});
