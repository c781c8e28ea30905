import type { Dtype, TypedArray } from "@equipoise/tensor";
import { OnnxError } from "./onnx-error.ts";

/** ONNX's numbers for element types. */
export const elementTypes = { float: 1, uint8: 2, int64: 7, bool: 9 } as const;

export type ElementType = keyof typeof elementTypes;

/** What our element types become. Integers are what ONNX has for indices: 64 bits. */
const onnxTypes: Readonly<Record<Dtype, ElementType | null>> = {
  f32: "float",
  f16: null,
  i32: "int64",
  u32: "int64",
  u8: "uint8",
};

/** @throws {OnnxError} for halves: what is exported is the network of `f32`. */
export function elementTypeOf(dtype: Dtype): ElementType {
  const type = onnxTypes[dtype];
  if (!type)
    throw new OnnxError("exportOnnx: expected tensors of f32; got one of f16. Export without autocast");
  return type;
}

export type Elements = TypedArray | readonly number[];

/** Elements as a model holds them, in little-endian order. */
export function bytesOf(elements: Elements, type: ElementType): Uint8Array {
  if (type === "int64") return bytes(BigInt64Array.from(elements, BigInt));
  if (type === "float")
    return bytes(elements instanceof Float32Array ? elements : Float32Array.from(elements));
  return Uint8Array.from(elements);
}

const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
