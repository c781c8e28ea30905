import type { Dtype, Floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import code from "./cast.wgsl";

/** The types that the kernel reads, by their numbers in it. */
export const castable: readonly Dtype[] = ["i32", "u32", "u8", "f32", "f16"];

/** The launch that writes `name` of `dtype` with the numbers of `from`. */
export const castLaunch = (
  from: string,
  fromType: Dtype,
  name: string,
  dtype: Floating,
  shape: Shape,
): Launch => ({
  code,
  real: dtype,
  reads: [from],
  writes: { [name]: { shape, dtype } },
  params: { size: size(shape) },
  constants: { TYPE: castable.indexOf(fromType) },
  grid: linear(Math.ceil(size(shape) / 4)),
});
