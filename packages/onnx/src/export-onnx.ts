import type { Device, Shape, Tensor } from "@equipoise/tensor";
import { encodeModel } from "./encode-model.ts";
import { Graph } from "./graph.ts";
import { OnnxError } from "./onnx-error.ts";
import { type Body, traceBatches } from "./traces.ts";
import { Writing } from "./writing.ts";

export interface OnnxOptions {
  /** By name, the shape of each input without its first extent, the batch. */
  readonly inputs: Readonly<Record<string, Shape>>;
  /** Names for the tensors that the function reads: the `stateDict` of its network. */
  readonly parameters?: Readonly<Record<string, Tensor>>;
  /** What the model says of itself. */
  readonly name?: string;
  readonly description?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** What a protobuf may hold. */
const MOST_BYTES = 2 ** 31 - 1;

/**
 * Writes a function of tensors as an ONNX model: the ops that it calls, in order, and the tensors that it reads. The
 * batch stays open, all other extents are fixed.
 *
 * Nothing is computed: the function is traced with two batches, and what differs has to grow with the batch.
 *
 * @param body calls ops, in evaluation; its results go by name
 * @returns the bytes of a file
 * @throws {OnnxError} if an op has no counterpart in ONNX, the function depends on the batch in another way, or its
 *   tensors exceed the 2 GiB of a protobuf.
 * @throws {GraphError} if the function does more than call ops.
 * @see https://onnx.ai/onnx/intro/concepts.html
 */
export async function exportOnnx(device: Device, options: OnnxOptions, body: Body): Promise<Uint8Array> {
  using traces = traceBatches(device, options.inputs, body);
  const { inputs, outputs } = traces.first;
  const names = [...Object.keys(inputs), ...Object.keys(outputs)];
  if (new Set(names).size < names.length)
    throw new OnnxError(
      `exportOnnx: expected inputs and outputs of different names; got ${names.join(", ")}`,
    );
  const graph = new Graph(names[0]!, names);
  const writing = new Writing(graph, traces);
  await writing.addGiven(options.parameters ?? {});
  writing.addCalls();
  const results = Object.entries(outputs).map(([name, value]) => ({ as: name, value: writing.of(value) }));
  graph.expose(Object.fromEntries(results.map(({ as, value }) => [as, value.name])));

  const bytes = graph.initializers.reduce((sum, tensor) => sum + tensor.bytes.length, 0);
  if (bytes > MOST_BYTES)
    throw new OnnxError(`exportOnnx: expected tensors of at most ${MOST_BYTES} bytes in all; got ${bytes}`);
  const { name = "network", description = "", metadata = {} } = options;
  return encodeModel({
    name,
    description,
    metadata,
    nodes: graph.nodes,
    initializers: graph.initializers,
    inputs: Object.values(inputs).map((value) => writing.of(value)),
    outputs: results.map(({ as, value }) => ({ ...value, name: as })),
  });
}
