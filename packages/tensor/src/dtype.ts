import { ShapeError } from "./errors.ts";
import { fromHalf, toHalf } from "./half.ts";

/**
 * Element types. `f16` is half precision, on adapters that have it; the host sees it as `f32`. `u8` is for labels and
 * masks: four to a word, lowest byte first, since WGSL's storage has no bytes; kernels that take it unpack it
 * themselves.
 */
export type Dtype = "f32" | "f16" | "i32" | "u32" | "u8";

/** The element types that gradients flow through. */
export type Floating = "f32" | "f16";

/** What an op's record says of an input that may be of either. */
export const floating: readonly Floating[] = ["f32", "f16"];

/** What the record of an op says that only moves elements. */
export const movable: readonly Dtype[] = ["f32", "f16", "i32", "u32"];

export const isFloating = (dtype: Dtype): dtype is Floating => dtype === "f32" || dtype === "f16";

export type TypedArray = Float32Array | Int32Array | Uint32Array | Uint8Array;

/** The typed array in which the host holds elements of each type. */
export const arrayOf = {
  f32: Float32Array,
  f16: Float32Array,
  i32: Int32Array,
  u32: Uint32Array,
  u8: Uint8Array,
} as const;

/** Bytes of one element on the device. */
export const bytesPerElement: Readonly<Record<Dtype, number>> = { f32: 4, f16: 2, i32: 4, u32: 4, u8: 1 };

/** Bytes of `elements` elements in a buffer: whole words, as WebGPU's copies want. */
export const byteLength = (dtype: Dtype, elements: number): number =>
  Math.ceil((elements * bytesPerElement[dtype]) / 4) * 4;

/** The bytes that the device holds for elements of the host. */
export const encode = (dtype: Dtype, elements: TypedArray): ArrayBufferView =>
  dtype === "f16" ? toHalf(elements) : elements;

/** The elements that the device's bytes stand for. */
export const decode = (dtype: Dtype, bytes: ArrayBuffer, elements: number): TypedArray =>
  dtype === "f16" ? fromHalf(new Uint16Array(bytes, 0, elements)) : new arrayOf[dtype](bytes, 0, elements);

/**
 * The element type that a typed array holds.
 *
 * @throws {ShapeError} if it is of another kind, as `Float64Array` is.
 */
export function dtypeOf(data: TypedArray): Exclude<Dtype, "f16"> {
  if (data instanceof Float32Array) return "f32";
  if (data instanceof Int32Array) return "i32";
  if (data instanceof Uint32Array) return "u32";
  if (data instanceof Uint8Array) return "u8";
  const { name } = (data as object).constructor;
  throw new ShapeError("tensor", "a Float32Array, Int32Array, Uint32Array or Uint8Array", { data: name });
}
