import { type TensorOptions, tensor } from "../create.ts";
import type { Device } from "../device/device.ts";
import { type Shape, size } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { uniform } from "./vectors.ts";

/** A tensor of reproducible values in [-1, 1). */
export const randomTensor = (
  device: Device,
  shape: Shape,
  seed: number,
  options: TensorOptions = {},
): Tensor => tensor(device, Float32Array.from(uniform(size(shape), seed)), shape, options);
