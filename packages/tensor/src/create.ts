import { Leaf } from "./autograd/node.ts";
import type { Device } from "./device/device.ts";
import { arrayOf, byteLength, type Dtype, dtypeOf, type TypedArray } from "./dtype.ts";
import { ShapeError } from "./errors.ts";
import { type Shape, size } from "./shape.ts";
import { Tensor } from "./tensor.ts";

export interface TensorOptions {
  /** Whether gradients with respect to this tensor, of `f32`, can be asked for; default `false`. */
  readonly requiresGrad?: boolean;
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
  const made = empty(device, shape, dtypeOf(elements), options);
  device.write(made.storage, elements);
  return made;
}

/** A tensor filled with one value; `dtype` is `f32` by default. @throws as {@link tensor} */
export function full(
  device: Device,
  shape: Shape,
  value: number,
  options: TensorOptions & { dtype?: Dtype } = {},
): Tensor {
  checkExtents(shape);
  const { dtype = "f32", ...rest } = options;
  // The device first: it refuses sizes that the host could not hold either, with a clearer word.
  const made = empty(device, shape, dtype, rest);
  device.write(made.storage, new arrayOf[dtype](size(shape)).fill(value));
  return made;
}

/** A tensor of zeros; `dtype` is `f32` by default. @throws as {@link tensor} */
export const zeros = (device: Device, shape: Shape, options?: TensorOptions & { dtype?: Dtype }): Tensor =>
  full(device, shape, 0, options);

/** A tensor of whatever its memory held before. */
function empty(device: Device, shape: Shape, dtype: Dtype, { requiresGrad = false }: TensorOptions): Tensor {
  if (requiresGrad && dtype !== "f32")
    throw new ShapeError("tensor", "f32 where requiresGrad is set", { dtype }, "Integers have no gradient");
  const storage = device.allocate(byteLength(dtype, size(shape)), "tensor");
  return new Tensor(device, storage, shape, dtype, requiresGrad ? new Leaf(shape) : null);
}

function checkExtents(shape: Shape): void {
  if (!shape.every((extent) => Number.isInteger(extent) && extent > 0))
    throw new ShapeError("tensor", "a positive integer along each axis", { shape });
}
