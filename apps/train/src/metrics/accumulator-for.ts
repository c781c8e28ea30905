import type { Target } from "@equipoise/datasets";
import { depthMetrics } from "./depth-metrics.ts";
import type { MetricAccumulator } from "./metric-accumulator.ts";
import { normalsMetrics } from "./normals-metrics.ts";
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
    case "normals":
      return normalsMetrics();
  }
}
