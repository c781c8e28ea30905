import type { ArgmaxOptions, ReduceOptions } from "@equipoise/tensor";
import type { OpWriter, OpWriters } from "./op-writer.ts";

/** ONNX hands the axes of a sum over as a tensor since opset 13, of the others since 18. */
const reduce = (type: string): OpWriter<ReduceOptions> => ({
  write(graph, { inputs, attrs: { dim, keepdim = false } }) {
    const axes = dim === undefined ? [] : [graph.constant([dim].flat(), "int64")];
    return graph.node(type, [inputs["x"]!.name, ...axes], { keepdims: { int: Number(keepdim) } });
  },
});

const alongAxis = (type: string): OpWriter<{ readonly dim: number }> => ({
  write: (graph, { inputs, attrs }) => graph.node(type, [inputs["x"]!.name], { axis: { int: attrs.dim } }),
});

const place = (type: string): OpWriter<ArgmaxOptions> => ({
  write(graph, { inputs, attrs: { dim, keepdim = false } }) {
    const x = inputs["x"]!.name;
    if (dim !== undefined)
      return graph.node(type, [x], { axis: { int: dim }, keepdims: { int: Number(keepdim) } });
    // Of all elements, as if they lay along one axis.
    const flat = graph.node("Reshape", [x, graph.constant([-1], "int64")]);
    const found = graph.node(type, [flat], { axis: { int: 0 }, keepdims: { int: 0 } });
    const shape = keepdim ? inputs["x"]!.shape.map(() => 1) : [];
    return graph.node("Reshape", [found, graph.constant(shape, "int64")]);
  },
});

interface MatmulAttrs {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

const matmul: OpWriter<MatmulAttrs> = {
  write(graph, { inputs, attrs: { transposeA = false, transposeB = false } }) {
    const [a, b] = (
      [
        ["a", transposeA],
        ["b", transposeB],
      ] as const
    ).map(([side, transposed]) => {
      const { name, shape } = inputs[side]!;
      const last = shape.length - 1;
      // A vector is the same either way.
      if (!transposed || last < 1) return name;
      const perm = [...Array(last - 1).keys(), last, last - 1];
      return graph.node("Transpose", [name], { perm: { ints: perm } });
    });
    return graph.node("MatMul", [a!, b!]);
  },
};

export const reduction: OpWriters = {
  sum: reduce("ReduceSum"),
  mean: reduce("ReduceMean"),
  amax: reduce("ReduceMax"),
  amin: reduce("ReduceMin"),
  argmax: place("ArgMax"),
  argmin: place("ArgMin"),
  softmax: alongAxis("Softmax"),
  logSoftmax: alongAxis("LogSoftmax"),
  matmul,
};
