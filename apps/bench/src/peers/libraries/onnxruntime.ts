import type { HostArray } from "../host-array.ts";
import type { Inputs, Library, Prepare, Running } from "../library.ts";
import { type OnnxGraph, type OnnxNode, onnxModel } from "./onnx-model.ts";

/** The part of onnxruntime-node that is used here. */
interface Onnxruntime {
  readonly version: string;
  readonly Tensor: new (type: "float32", data: Float32Array, shape: readonly number[]) => Value;
  readonly InferenceSession: { create(model: Uint8Array, options: object): Promise<Session> };
}

interface Session {
  run(inputs: Values): Promise<Record<string, Value>>;
  release(): Promise<void>;
}

interface Value {
  readonly data: Float32Array;
  readonly dims: readonly number[];
  dispose(): void;
}

type Values = Readonly<Record<string, Value>>;

/** Its WebGPU provider, on a Dawn of its own. It runs models, and trains none. */
export async function open(module: string): Promise<Library> {
  const ort: Onnxruntime = await import(module);
  const conv = { kernel_shape: [3, 3], pads: [1, 1, 1, 1], strides: [1, 1] };
  return {
    version: ort.version,
    adapter: "WebGPU provider",
    works: {
      matmul: model(ort, [{ op: "MatMul", inputs: ["a", "b"], outputs: ["y"] }]),
      conv2d: model(ort, [{ op: "Conv", inputs: ["x", "weight"], outputs: ["y"], attributes: conv }]),
      "relu add": model(ort, [
        { op: "Relu", inputs: ["a"], outputs: ["positive"] },
        { op: "Add", inputs: ["positive", "b"], outputs: ["y"] },
      ]),
      sum: model(ort, [{ op: "ReduceSum", inputs: ["a"], outputs: ["y"], attributes: { keepdims: 1 } }]),
    },
  };
}

/** A model whose inputs and output stay on the device. */
const model =
  (ort: Onnxruntime, nodes: readonly OnnxNode[]): Prepare =>
  async (arrays) => {
    const shapes = Object.fromEntries(Object.entries(arrays).map(([name, { shape }]) => [name, shape]));
    const session = await onDevice(ort, { nodes, inputs: shapes, outputs: ["y"] });
    const inputs = await upload(ort, arrays);
    return repeat(ort, session, inputs);
  };

const create = (ort: Onnxruntime, graph: OnnxGraph, options: object = {}): Promise<Session> =>
  ort.InferenceSession.create(onnxModel(graph), { executionProviders: ["webgpu"], ...options });

const onDevice = (ort: Onnxruntime, graph: OnnxGraph): Promise<Session> =>
  create(ort, graph, { preferredOutputLocation: "gpu-buffer" });

async function upload(ort: Onnxruntime, arrays: Inputs): Promise<Values> {
  const uploaded: Record<string, Value> = {};
  for (const [name, { shape, data }] of Object.entries(arrays)) {
    const nodes = [{ op: "Identity", inputs: ["x"], outputs: ["y"] }];
    const copy = await onDevice(ort, { nodes, inputs: { x: shape }, outputs: ["y"] });
    const { y } = await copy.run({ x: new ort.Tensor("float32", data as Float32Array, shape) });
    uploaded[name] = y!;
  }
  return uploaded;
}

/** A model that reads back `size` elements along each axis: it waits for all that was run before. */
const reader = (ort: Onnxruntime, { dims }: Value, size: readonly number[]): Promise<Session> =>
  create(ort, {
    nodes: [{ op: "Slice", inputs: ["x", "starts", "ends"], outputs: ["y"] }],
    inputs: { x: dims },
    outputs: ["y"],
    constants: { starts: dims.map(() => 0), ends: size },
  });

async function repeat(ort: Onnxruntime, session: Session, inputs: Values): Promise<Running> {
  let y = (await session.run(inputs))["y"]!;
  const first = await reader(
    ort,
    y,
    y.dims.map(() => 1),
  );
  const whole = await reader(ort, y, y.dims);
  return {
    async run() {
      y.dispose();
      y = (await session.run(inputs))["y"]!;
    },
    async finish() {
      await first.run({ x: y });
    },
    async results() {
      const { y: copy } = await whole.run({ x: y });
      const array: HostArray = { shape: copy!.dims, data: copy!.data };
      return { y: array };
    },
    async dispose() {
      for (const value of [y, ...Object.values(inputs)]) value.dispose();
      for (const opened of [session, first, whole]) await opened.release();
    },
  };
}
