import { type Extent, fixed } from "../extent.ts";
import type { Graph } from "../graph.ts";
import { type OnnxCall, type OpWriter, type OpWriters, unsaid } from "./op-writer.ts";

interface Eps {
  readonly eps: number;
}

/** Weight or bias of a call, constant where it was not given. */
const affine = (graph: Graph, { inputs }: OnnxCall<unknown>, name: "weight" | "bias", shape: number[]) =>
  inputs[name]?.name ?? graph.filled(Number(name === "weight"), shape);

const batchNorm2d: OpWriter<Eps & { readonly training: boolean }> = {
  write(graph, call) {
    const { op, attrs, inputs, shape } = call;
    if (attrs.training) throw unsaid(op, "evaluation", "training");
    const channels = fixed(op, [shape[1]!]);
    const names = ["runningMean", "runningVar"].map((name) => inputs[name]!.name);
    const [scale, bias] = (["weight", "bias"] as const).map((name) => affine(graph, call, name, channels));
    return graph.node("BatchNormalization", [inputs["x"]!.name, scale!, bias!, ...names], {
      epsilon: { float: attrs.eps },
    });
  },
};

const layerNorm: OpWriter<Eps & { readonly normalizedShape: readonly number[] }> = {
  write(graph, call) {
    const { attrs, inputs } = call;
    const { normalizedShape, eps } = attrs;
    const [scale, bias] = (["weight", "bias"] as const).map((name) =>
      affine(graph, call, name, [...normalizedShape]),
    );
    return graph.node("LayerNormalization", [inputs["x"]!.name, scale!, bias!], {
      axis: { int: -normalizedShape.length },
      epsilon: { float: eps },
    });
  },
};

/** Each group as one long channel, normalised by itself; then weight and bias for each channel. */
function byGroups(graph: Graph, call: OnnxCall<Eps>, groups: number): string {
  const { op, attrs, inputs, shape } = call;
  const x = inputs["x"]!.name;
  const ones = graph.filled(1, [groups]);
  const zeros = graph.filled(0, [groups]);
  const rows = graph.node("Reshape", [x, graph.constant([0, groups, -1], "int64")]);
  const normal = graph.node("InstanceNormalization", [rows, ones, zeros], { epsilon: { float: attrs.eps } });
  let y = graph.node("Reshape", [normal, graph.shape(shape)]);
  const perChannel = fixed(op, shape.slice(1)).map((extent, axis): Extent => (axis === 0 ? extent : 1));
  for (const [name, type] of [
    ["weight", "Mul"],
    ["bias", "Add"],
  ] as const) {
    const given = inputs[name];
    if (given) y = graph.node(type, [y, graph.node("Reshape", [given.name, graph.shape(perChannel)])]);
  }
  return y;
}

const groupNorm: OpWriter<Eps & { readonly numGroups: number }> = {
  write: (graph, call) => byGroups(graph, call, call.attrs.numGroups),
};

const instanceNorm2d: OpWriter<Eps> = {
  write: (graph, call) => byGroups(graph, call, fixed(call.op, [call.shape[1]!])[0]!),
};

export const normalization: OpWriters = { batchNorm2d, layerNorm, groupNorm, instanceNorm2d };
