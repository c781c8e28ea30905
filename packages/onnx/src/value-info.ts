import type { BinaryWriter } from "@bufbuild/protobuf/wire";
import { elementTypeOf, elementTypes } from "./elements.ts";
import type { Extent } from "./extent.ts";
import { putInteger, putMessage, putText } from "./protobuf-fields.ts";
import type { Value } from "./value.ts";

/** Writes what a model says of an input or a result, a `ValueInfoProto`. */
export function putValueInfo(out: BinaryWriter, { name, shape, dtype }: Value): void {
  putText(out, 1, name);
  putMessage(out, 2, (type) => {
    putMessage(type, 1, (tensorType) => {
      putInteger(tensorType, 1, elementTypes[elementTypeOf(dtype)]);
      putMessage(tensorType, 2, (dims) => {
        for (const extent of shape) putMessage(dims, 1, (dim) => putExtent(dim, extent));
      });
    });
  });
}

/** Writes a `TensorShapeProto.Dimension`: an extent that grows with the batch goes by a name. */
function putExtent(out: BinaryWriter, extent: Extent): void {
  if (typeof extent === "number") putInteger(out, 1, extent);
  else putText(out, 2, extent.times === 1 ? "N" : `${extent.times}*N`);
}
