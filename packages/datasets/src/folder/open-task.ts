import { z } from "zod";
import { classesTask, openClasses } from "./kinds/classes.ts";
import { depthTask, openDepth } from "./kinds/depth.ts";
import { edgesTask, openEdges } from "./kinds/edges.ts";
import type { FileTask } from "./kinds/file-task.ts";
import { heatmapTask, openHeatmap } from "./kinds/heatmap.ts";
import { inverseDepthTask, openInverseDepth } from "./kinds/inverse-depth.ts";
import { maskTask, openMask } from "./kinds/mask.ts";
import { normalsTask, openNormals } from "./kinds/normals.ts";
import { openRgb, rgbTask } from "./kinds/rgb.ts";

/** What a manifest may say of a task. */
export const taskSchema = z.discriminatedUnion("kind", [
  classesTask,
  depthTask,
  inverseDepthTask,
  normalsTask,
  maskTask,
  heatmapTask,
  edgesTask,
  rgbTask,
]);

/** The task that a manifest describes. */
export function openTask(name: string, spec: z.infer<typeof taskSchema>): FileTask {
  switch (spec.kind) {
    case "classes":
      return openClasses(name, spec);
    case "depth":
      return openDepth(name, spec);
    case "inverse-depth":
      return openInverseDepth(name, spec);
    case "normals":
      return openNormals(name, spec);
    case "mask":
      return openMask(name, spec);
    case "heatmap":
      return openHeatmap(name, spec);
    case "edges":
      return openEdges(name, spec);
    case "rgb":
      return openRgb(name, spec);
  }
}
