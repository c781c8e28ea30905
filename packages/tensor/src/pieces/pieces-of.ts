import type { AdapterProfile } from "../device/adapter.ts";
import { partOf } from "../device/part-of.ts";
import type { Storage } from "../device/storage.ts";
import { byteLength, bytesPerElement, type Dtype } from "../dtype.ts";
import { DeviceError } from "../errors.ts";
import { type Shape, show, size } from "../shape.ts";

/** Images that go together: so many, from so many on. */
export interface Piece {
  readonly first: number;
  readonly count: number;
}

/** A tensor that is cut along its first axis. */
export interface Part {
  readonly shape: Shape;
  readonly dtype: Dtype;
}

export const bytesOf = ({ shape, dtype }: Part): number => byteLength(dtype, size(shape));

/** Of one image, without what rounds the whole up to words: those of `f16` may end within one. */
const bytesOfImage = ({ shape, dtype }: Part): number => bytesPerElement[dtype] * size(shape.slice(1));

/**
 * Pieces of as many images as a kernel can bind, at places where a binding can start.
 *
 * @throws {DeviceError} if not even those can be bound that have to go together.
 */
export function piecesOf(
  op: string,
  parts: readonly Part[],
  { maxBindingBytes, bindingAlignment }: AdapterProfile,
): Piece[] {
  const images = parts[0]!.shape[0]!;
  const perImage = parts.map(bytesOfImage);
  const largest = Math.max(...perImage);
  const together = perImage.reduce((together, bytes) => {
    let count = together;
    while ((count * bytes) % bindingAlignment !== 0) count += together;
    return count;
  }, 1);
  const count = Math.floor(maxBindingBytes / largest / together) * together;
  if (count === 0)
    throw new DeviceError(
      `${op}: expected images of which ${together} fit into ${maxBindingBytes} bytes, the most that a kernel can bind; ` +
        `got images ${show(parts[0]!.shape)}, bytes each ${largest}. Use a smaller resolution`,
      "out-of-memory",
    );
  return Array.from({ length: Math.ceil(images / count) }, (_, i) => ({
    first: i * count,
    count: Math.min(count, images - i * count),
  }));
}

/** The part of a tensor's memory that holds a piece's images. */
export function windowOf(
  storage: Storage,
  part: Part,
  { first, count }: Piece,
  profile: AdapterProfile,
): Storage {
  const perImage = bytesOfImage(part);
  const whole = perImage * part.shape[0]!;
  return partOf(storage, { offset: first * perImage, bytes: count * perImage, whole }, profile);
}
