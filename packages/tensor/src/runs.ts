import type { AdapterProfile } from "./device/adapter.ts";
import { linear } from "./grid.ts";
import type { Launch } from "./op.ts";
import { type Shape, size } from "./shape.ts";

/**
 * The part of a launch that says which of two kernels writes `shape`: one invocation for one element, or, on software
 * adapters, where finding an element's place costs more than making it, one for a run of `length` along the last axis,
 * the kernel's `RUN`.
 */
export function inRuns(
  { kernels }: AdapterProfile,
  element: string,
  run: string,
  shape: Shape,
  length: number,
): Pick<Launch, "code" | "constants" | "grid"> {
  if (kernels !== "software") return { code: element, grid: linear(size(shape)) };
  const extent = shape.at(-1)!;
  const runs = (size(shape) / extent) * Math.ceil(extent / length);
  return { code: run, constants: { RUN: length }, grid: linear(runs) };
}
