import type { Device } from "../device/device.ts";
import type { Storage } from "../device/storage.ts";
import type { Floating } from "../dtype.ts";
import { linear } from "../grid.ts";
import { type Shape, size } from "../shape.ts";
import accumulate from "./accumulate.wgsl";
import { madeInParts } from "./in-parts.ts";

/** Memory of a + b, for two gradients of one tensor; takes over a reference to each. */
export function sumOf(
  device: Device,
  spec: { readonly shape: Shape; readonly dtype: Floating },
  a: Storage,
  b: Storage,
): Storage {
  const { dtype } = spec;
  const sum = madeInParts(device, spec, { a, b }, (shape) => ({
    code: accumulate,
    map: 2,
    real: dtype,
    reads: ["a", "b"],
    writes: { y: { shape, dtype } },
    params: { size: size(shape) },
    grid: linear(size(shape) / 4),
  }));
  a.release();
  b.release();
  return sum;
}
