import type { Device } from "../device/device.ts";
import type { Storage } from "../device/storage.ts";
import type { Floating } from "../dtype.ts";
import { type Shape, stridesOf } from "../shape.ts";
import { gather } from "../strided/gather.ts";
import { madeInParts } from "./in-parts.ts";

/** Memory of its own for the same elements. */
export const copied = (
  device: Device,
  spec: { readonly shape: Shape; readonly dtype: Floating },
  x: Storage,
): Storage =>
  madeInParts(device, spec, { x }, (shape) =>
    gather("gradients", "x", stridesOf(shape), 0, "y", shape, spec.dtype),
  );
