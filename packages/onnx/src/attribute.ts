import { create } from "@bufbuild/protobuf";
import { type AttributeProto, AttributeProtoSchema } from "./proto/onnx_pb.ts";

/** An attribute of a node, by the kind of value that ONNX wants. */
export type Attribute =
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly text: string };

/** ONNX's numbers for kinds of attributes. */
const types = { float: 1, int: 2, text: 3, ints: 7 } as const;

export function attributeOf(name: string, value: Attribute): AttributeProto {
  if ("int" in value) return create(AttributeProtoSchema, { name, type: types.int, i: BigInt(value.int) });
  if ("ints" in value)
    return create(AttributeProtoSchema, { name, type: types.ints, ints: value.ints.map(BigInt) });
  if ("float" in value) return create(AttributeProtoSchema, { name, type: types.float, f: value.float });
  return create(AttributeProtoSchema, { name, type: types.text, s: new TextEncoder().encode(value.text) });
}
