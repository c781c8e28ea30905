import { ShapeError } from "./errors.ts";

/**
 * Element types. `u8` is for labels and masks: four to a word, lowest byte first, since WGSL's storage has no
 * bytes; kernels that take it unpack it themselves.
 */
export type Dtype = "f32" | "i32" | "u32" | "u8";

export type TypedArray = Float32Array | Int32Array | Uint32Array | Uint8Array;

/** The typed array that holds elements of each type. */
export const arrayOf = { f32: Float32Array, i32: Int32Array, u32: Uint32Array, u8: Uint8Array } as const;

/** Bytes of `elements` elements in a buffer: whole words, as WebGPU's copies want. */
export const byteLength = (dtype: Dtype, elements: number): number =>
  Math.ceil((elements * arrayOf[dtype].BYTES_PER_ELEMENT) / 4) * 4;

/**
 * The element type that a typed array holds.
 *
 * @throws {ShapeError} if it is of another kind, as `Float64Array` is.
 */
export function dtypeOf(data: TypedArray): Dtype {
  if (data instanceof Float32Array) return "f32";
  if (data instanceof Int32Array) return "i32";
  if (data instanceof Uint32Array) return "u32";
  if (data instanceof Uint8Array) return "u8";
  const { name } = (data as object).constructor;
  throw new ShapeError("tensor", "a Float32Array, Int32Array, Uint32Array or Uint8Array", { data: name });
}
