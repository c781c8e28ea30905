import type { Target } from "@equipoise/datasets";
import { depthMetrics } from "./depth-metrics.ts";
import { edgeMetrics } from "./edge-metrics.ts";
import { heatmapMetrics } from "./heatmap-metrics.ts";
import { inverseDepthMetrics } from "./inverse-depth-metrics.ts";
import { maskMetrics } from "./mask-metrics.ts";
import type { MetricAccumulator } from "./metric-accumulator.ts";
import { normalsMetrics } from "./normals-metrics.ts";
import { rgbMetrics } from "./rgb-metrics.ts";
import { segmentationMetrics } from "./segmentation-metrics.ts";

/** A fresh accumulator of the metrics that suit a task. */
export function accumulatorFor(task: {
  readonly kind: Target["kind"];
  readonly channels: number;
}): MetricAccumulator {
  switch (task.kind) {
    case "classes":
      return segmentationMetrics(task.channels);
    case "depth":
      return depthMetrics();
    case "inverse-depth":
      return inverseDepthMetrics();
    case "normals":
      return normalsMetrics();
    case "mask":
      return maskMetrics();
    case "heatmap":
      return heatmapMetrics(task.channels);
    case "edges":
      return edgeMetrics();
    case "rgb":
      return rgbMetrics();
  }
}
