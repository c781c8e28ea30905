import { type Device, type Dtype, type Shape, size, type Tensor, tensor } from "@equipoise/tensor";

/** Bytes of one element on the device. */
export const elementBytes: Readonly<Record<Dtype, number>> = { f32: 4, f16: 2, i32: 4, u32: 4, u8: 1 };

const arrays = {
  f32: Float32Array,
  f16: Float32Array,
  i32: Int32Array,
  u32: Uint32Array,
  u8: Uint8Array,
} as const;

/** A tensor of the given values, by default reproducible ones in [-1, 1). */
export function filled(
  device: Device,
  shape: Shape,
  dtype: Dtype,
  values: ArrayLike<number> = uniform(size(shape)),
): Tensor {
  return tensor(device, arrays[dtype].from(values), shape, { dtype });
}

/** Values in [-1, 1), from a linear congruential generator. */
function uniform(elements: number): Float32Array {
  let state = 1;
  return new Float32Array(elements).map(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  });
}

/** Labels of so many classes, evenly drawn. */
export const labels = (device: Device, shape: Shape, classes: number): Tensor =>
  filled(
    device,
    shape,
    "u8",
    uniform(size(shape)).map((value) => Math.floor(((value + 1) / 2) * classes)),
  );
