import type { TaskInfo } from "@equipoise/datasets";

/** What the channels of a network's output are, for those who read a model without knowing us. */
const meanings: Readonly<Record<TaskInfo["kind"], string>> = {
  classes: "logits, the largest is the class",
  depth: "metres along the optical axis",
  "inverse-depth": "1 / metre, or disparity in the unit of the training data",
  normals: "direction in the camera's frame (x right, y down, z forward), of any length",
  mask: "logit, above 0 inside",
  heatmap: "values of each map",
  edges: "logit of an edge",
  rgb: "red, green and blue, 0..1",
};

/** One sentence of each task. */
export const describeOutputs = (tasks: readonly TaskInfo[]): string =>
  tasks.map(({ name, kind, channels }) => `${name} [N, ${channels}, H, W]: ${meanings[kind]}.`).join(" ");
