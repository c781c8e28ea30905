import type { Device } from "../device/device.ts";
import { type Storage, StorageWindow } from "../device/storage.ts";
import { byteLength, type Floating } from "../dtype.ts";
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
  const bytes = byteLength(dtype, size(shape));
  const { maxBindingBytes } = device.profile;
  if (bytes <= maxBindingBytes) {
    const tensors = new Map(Object.entries(reads));
    device.launch("gradients", [launch(shape)], tensors);
    return tensors.get("y")!;
  }
  const whole = device.allocate(bytes, "gradients.y");
  const part = maxBindingBytes - (maxBindingBytes % 256);
  for (let offset = 0; offset < bytes; offset += part) {
    // The last part up to the buffer's end: kernels go by fours, beyond a tensor's end too.
    const length = Math.min(part, whole.bytes - offset);
    const window = (storage: Storage) => new StorageWindow(storage, offset, length);
    const tensors = new Map(Object.entries(reads).map(([name, storage]) => [name, window(storage)]));
    const made = window(whole);
    const elements = Math.min(part, bytes - offset) / (byteLength(dtype, 2) / 2);
    device.launch("gradients", [launch([elements])], tensors, new Map([["y", made]]));
    for (const storage of [...tensors.values(), made]) storage.release();
  }
  return whole;
}
