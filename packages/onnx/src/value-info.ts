import { create } from "@bufbuild/protobuf";
import { elementTypeOf, elementTypes } from "./elements.ts";
import { type ValueInfoProto, ValueInfoProtoSchema } from "./proto/onnx_pb.ts";
import type { Value } from "./value.ts";

/** What a model says of an input or a result: extents that grow with the batch go by a name. */
export function valueInfo({ name, shape, dtype }: Value): ValueInfoProto {
  const dim = shape.map((extent) => ({
    value:
      typeof extent === "number"
        ? ({ case: "dimValue", value: BigInt(extent) } as const)
        : ({ case: "dimParam", value: extent.times === 1 ? "N" : `${extent.times}*N` } as const),
  }));
  const elemType = elementTypes[elementTypeOf(dtype)];
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: "tensorType", value: { elemType, shape: { dim } } } },
  });
}
