import type { Target } from "@equipoise/datasets";
import type { StartEvent } from "../events.ts";

/** A metric that only one kind of task has, for each kind; tasks with classes are named by the log itself. */
const TELLING: Readonly<Record<string, Target["kind"]>> = {
  delta1: "depth",
  inverseAbs: "inverse-depth",
  within30: "normals",
  iou: "mask",
  odsF1: "edges",
  heatRmse: "heatmap",
  psnr: "rgb",
};

/** What kind of target a task has, told by its classes and metrics; `null` where they do not tell. */
export function kindOf(
  task: string,
  start: StartEvent | null,
  metrics: readonly string[],
): Target["kind"] | null {
  if (start && Object.hasOwn(start.classes, task)) return "classes";
  const telling = metrics.find((name) => Object.hasOwn(TELLING, name));
  return telling === undefined ? null : TELLING[telling]!;
}
