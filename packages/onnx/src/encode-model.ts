import { BinaryWriter } from "@bufbuild/protobuf/wire";
import { putAttribute } from "./attribute.ts";
import { elementTypes } from "./elements.ts";
import type { Initializer, Node } from "./graph.ts";
import { putBytes, putInteger, putMessage, putText } from "./protobuf-fields.ts";
import type { Value } from "./value.ts";
import { putValueInfo } from "./value-info.ts";

/** A whole model. */
export interface Model {
  readonly name: string;
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly nodes: readonly Node[];
  readonly initializers: readonly Initializer[];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

/** The version of ONNX's operators, of 2022, and that of its file format which came with it. */
const OPSET = 18;
const IR_VERSION = 8;

/**
 * The bytes of a file: a `ModelProto`, of which a reader takes fields that are left out for empty.
 *
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export function encodeModel(model: Model): Uint8Array {
  const out = new BinaryWriter();
  putInteger(out, 1, IR_VERSION);
  putText(out, 2, "equipoise");
  putText(out, 6, model.description);
  putMessage(out, 7, (graph) => putGraph(graph, model));
  putMessage(out, 8, (operators) => {
    putText(operators, 1, "");
    putInteger(operators, 2, OPSET);
  });
  for (const [key, value] of Object.entries(model.metadata))
    putMessage(out, 14, (entry) => {
      putText(entry, 1, key);
      putText(entry, 2, value);
    });
  return out.finish();
}

/** Writes a `GraphProto`. */
function putGraph(out: BinaryWriter, { name, nodes, initializers, inputs, outputs }: Model): void {
  for (const node of nodes) putMessage(out, 1, (inner) => putNode(inner, node));
  putText(out, 2, name);
  for (const tensor of initializers) putMessage(out, 5, (inner) => putTensor(inner, tensor));
  for (const value of inputs) putMessage(out, 11, (inner) => putValueInfo(inner, value));
  for (const value of outputs) putMessage(out, 12, (inner) => putValueInfo(inner, value));
}

/** Writes a `NodeProto`. */
function putNode(out: BinaryWriter, { name, type, inputs, outputs, attributes }: Node): void {
  for (const input of inputs) putText(out, 1, input);
  for (const output of outputs) putText(out, 2, output);
  putText(out, 3, name);
  putText(out, 4, type);
  for (const [key, value] of Object.entries(attributes))
    putMessage(out, 5, (inner) => putAttribute(inner, key, value));
}

/** Writes a `TensorProto`. */
function putTensor(out: BinaryWriter, { name, shape, type, bytes }: Initializer): void {
  for (const extent of shape) putInteger(out, 1, extent);
  putInteger(out, 2, elementTypes[type]);
  putText(out, 8, name);
  putBytes(out, 9, bytes);
}
