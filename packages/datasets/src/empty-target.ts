import type { TaskInfo } from "./dataset.ts";
import { emptyLabels } from "./labels.ts";
import type { Size, Target } from "./sample.ts";

/** The target of an image whose label for a task is missing: no pixel of it has a value. */
export function emptyTarget({ kind, channels }: TaskInfo, { width, height }: Size): Target {
  const pixels = width * height;
  if (kind === "classes") return { kind, labels: emptyLabels(pixels, channels) };
  return { kind, values: new Float32Array(channels * pixels), mask: new Uint8Array(pixels) };
}
