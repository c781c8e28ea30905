import type { Device } from "../device/device.ts";
import { partOf } from "../device/part-of.ts";
import type { Storage } from "../device/storage.ts";
import { byteLength, bytesPerElement, type Floating } from "../dtype.ts";
import type { Launch } from "../op.ts";
import { type Shape, size } from "../shape.ts";

/** What a launch makes of memory, element by element: the same for any run of elements. */
export type PartLaunch = (shape: Shape) => Launch;

/**
 * Memory of a tensor made element by element, by a launch that writes `y`; one that is larger than a kernel can bind in
 * several parts.
 *
 * @param reads tensors of the same shape that the launch reads, by its names
 */
export function madeInParts(
  device: Device,
  { shape, dtype }: { readonly shape: Shape; readonly dtype: Floating },
  reads: Readonly<Record<string, Storage>>,
  launch: PartLaunch,
): Storage {
  const whole = byteLength(dtype, size(shape));
  const { maxBindingBytes, bindingAlignment } = device.profile;
  if (whole <= maxBindingBytes) {
    const tensors = new Map(Object.entries(reads));
    device.launch("gradients", [launch(shape)], tensors);
    return tensors.get("y")!;
  }
  const y = device.allocate(whole, "gradients.y");
  const most = maxBindingBytes - (maxBindingBytes % bindingAlignment);
  for (let offset = 0; offset < whole; offset += most) {
    const bytes = Math.min(most, whole - offset);
    const window = (storage: Storage) => partOf(storage, { offset, bytes, whole }, device.profile);
    const tensors = new Map(Object.entries(reads).map(([name, storage]) => [name, window(storage)]));
    const made = window(y);
    device.launch("gradients", [launch([bytes / bytesPerElement[dtype]])], tensors, new Map([["y", made]]));
    for (const storage of [...tensors.values(), made]) storage.release();
  }
  return y;
}
