import type { Device } from "../device/device.ts";
import type { Storage } from "../device/storage.ts";
import type { Floating } from "../dtype.ts";
import { linear } from "../grid.ts";
import type { Launch } from "../op.ts";
import { type Shape, size } from "../shape.ts";
import fill from "./fill.wgsl";

/** Memory of one value in every element, made by the device: a captured step makes it anew in each run. */
export function filled(
  device: Device,
  { shape, dtype }: { readonly shape: Shape; readonly dtype: Floating },
  value: number,
): Storage {
  const elements = size(shape);
  const launch: Launch = {
    code: fill,
    real: dtype,
    reads: [],
    writes: { y: { shape, dtype } },
    params: { size: elements, value: { f32: value } },
    grid: linear(elements),
  };
  const tensors = new Map<string, Storage>();
  device.launch("gradients", [launch], tensors);
  return tensors.get("y")!;
}
