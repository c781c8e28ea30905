import { Leaf } from "./autograd/node.ts";
import type { AdapterProfile } from "./device/adapter.ts";
import type { Device } from "./device/device.ts";
import { arrayOf, byteLength, type Dtype, dtypeOf, encode, isFloating, type TypedArray } from "./dtype.ts";
import { DeviceError, ShapeError } from "./errors.ts";
import { type Shape, size } from "./shape.ts";
import { Tensor } from "./tensor.ts";

export interface TensorOptions {
  /** Whether gradients with respect to this tensor, of `f32` or `f16`, can be asked for; default `false`. */
  readonly requiresGrad?: boolean;
  /** Element type; default that of the data given, else `f32`. Data of `f32` can be rounded to `f16`. */
  readonly dtype?: Dtype;
}

/**
 * A tensor with the given elements, outermost axis first. A typed array gives its element type; numbers become `f32`.
 *
 * @throws {ShapeError} if the shape has an extent that is not a positive integer, another number of elements, or
 *   gradients are asked of integers.
 * @throws {DeviceError} if it is larger than the adapter allows.
 */
export function tensor(
  device: Device,
  data: TypedArray | readonly number[],
  shape: Shape,
  options: TensorOptions = {},
): Tensor {
  const elements = ArrayBuffer.isView(data) ? data : Float32Array.from(data);
  checkExtents(shape);
  if (elements.length !== size(shape))
    throw new ShapeError("tensor", "as many elements as the shape holds", {
      elements: elements.length,
      shape,
    });
  const given = dtypeOf(elements);
  const { dtype = given } = options;
  if (dtype !== given && !(given === "f32" && dtype === "f16"))
    throw new ShapeError("tensor", `elements of ${dtype}`, { data: given }, "Use cast() afterwards");
  const made = empty(device, shape, dtype, options);
  device.write(made.storage, encode(dtype, elements));
  return made;
}

/** A tensor filled with one value; `dtype` is `f32` by default. @throws as {@link tensor} */
export function full(device: Device, shape: Shape, value: number, options: TensorOptions = {}): Tensor {
  checkExtents(shape);
  const { dtype = "f32" } = options;
  // The device first: it refuses sizes that the host could not hold either, with a clearer word.
  const made = empty(device, shape, dtype, options);
  device.write(made.storage, encode(dtype, new arrayOf[dtype](size(shape)).fill(value)));
  return made;
}

/** A tensor of zeros; `dtype` is `f32` by default. @throws as {@link tensor} */
export const zeros = (device: Device, shape: Shape, options?: TensorOptions): Tensor =>
  full(device, shape, 0, options);

/** @throws {DeviceError} if the adapter has no half precision and `dtype` is half. */
export function expectDtype(op: string, { profile }: { profile: AdapterProfile }, dtype: Dtype): void {
  if (dtype === "f16" && !profile.f16)
    throw new DeviceError(
      `${op}: expected an adapter with half precision (shader-f16) for f16; got ${profile.description}. Use f32`,
    );
}

/** A tensor of whatever its memory held before. */
function empty(device: Device, shape: Shape, dtype: Dtype, { requiresGrad = false }: TensorOptions): Tensor {
  const gradient = requiresGrad ? dtype : null;
  if (gradient && !isFloating(gradient))
    throw new ShapeError(
      "tensor",
      "f32 or f16 where requiresGrad is set",
      { dtype },
      "Integers have no gradient",
    );
  expectDtype("tensor", device, dtype);
  const storage = device.allocate(byteLength(dtype, size(shape)), "tensor");
  return new Tensor(device, storage, shape, dtype, gradient ? new Leaf(shape, gradient) : null);
}

function checkExtents(shape: Shape): void {
  if (!shape.every((extent) => Number.isInteger(extent) && extent > 0))
    throw new ShapeError("tensor", "a positive integer along each axis", { shape });
}
