import type { BinaryWriter } from "@bufbuild/protobuf/wire";
import { putFloat, putInteger, putText } from "./protobuf-fields.ts";

/** An attribute of a node, by the kind of value that ONNX wants. */
export type Attribute =
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly text: string };

/** Writes an `AttributeProto`. */
export function putAttribute(out: BinaryWriter, name: string, value: Attribute): void {
  putText(out, 1, name);
  putInteger(out, 20, putValue(out, value));
}

/** @returns ONNX's number for this kind of attributes */
function putValue(out: BinaryWriter, value: Attribute): number {
  if ("float" in value) {
    putFloat(out, 2, value.float);
    return 1;
  }
  if ("int" in value) {
    putInteger(out, 3, value.int);
    return 2;
  }
  if ("text" in value) {
    putText(out, 4, value.text);
    return 3;
  }
  for (const int of value.ints) putInteger(out, 8, int);
  return 7;
}
