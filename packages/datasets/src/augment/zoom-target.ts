import { labelsLike } from "../labels.ts";
import type { Axis } from "../resize/axis.ts";
import { averageKnown, copyNearest, type Grid } from "../resize/known.ts";
import { gather } from "../resize/planes.ts";
import type { Size, Target } from "../sample.ts";
import { unitNormals } from "./unit-normals.ts";

/** A window of an image that is enlarged to the image's size. */
export interface Zoom {
  /** Magnification s >= 1. */
  readonly scale: number;
  /** What z of normals is stretched by. */
  readonly stretch: number;
  /** The input pixel nearest to each output pixel. */
  readonly grid: Grid;
  /** The inputs between which each output lies. */
  readonly x: Axis;
  readonly y: Axis;
}

/** A target as it is after the zoom: where its values come from, and what becomes of them. */
export function zoomTarget(target: Target, size: Size, { scale, stretch, grid, x, y }: Zoom): Target {
  const { kind } = target;
  switch (kind) {
    case "classes": {
      const labels = labelsLike(target.labels, target.labels.length);
      return { kind, labels: gather(target.labels, 1, size, grid.xs, grid.ys, labels) };
    }
    case "depth": {
      const { values, mask } = copyNearest(target, size, grid);
      return { kind, values: values.map((metres) => metres / scale), mask };
    }
    case "inverse-depth": {
      const { values, mask } = copyNearest(target, size, grid);
      return { kind, values: values.map((inverse) => inverse * scale), mask };
    }
    case "normals":
      return { kind, ...unitNormals(averageKnown(target, size, x, y, grid), stretch) };
    case "mask":
    case "edges":
      return { kind, ...copyNearest(target, size, grid) };
    case "heatmap":
    case "rgb":
      return { kind, ...averageKnown(target, size, x, y, grid) };
  }
}
