import type { Device } from "../device/device.ts";
import type { Storage } from "../device/storage.ts";
import type { Floating } from "../dtype.ts";
import { linear } from "../grid.ts";
import { float } from "../op.ts";
import { type Shape, size } from "../shape.ts";
import fill from "./fill.wgsl";
import { madeInParts } from "./in-parts.ts";

/** Memory of one value in every element, made by the device: a captured step makes it anew in each run. */
export const filled = (
  device: Device,
  spec: { readonly shape: Shape; readonly dtype: Floating },
  value: number,
): Storage =>
  madeInParts(device, spec, {}, (shape) => ({
    code: fill,
    real: spec.dtype,
    reads: [],
    writes: { y: { shape, dtype: spec.dtype } },
    params: { size: size(shape), value: float(value) },
    grid: linear(size(shape)),
  }));
