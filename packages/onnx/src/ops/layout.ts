import { type OpWriter, type OpWriters, unsaid } from "./op-writer.ts";

const reshape: OpWriter = {
  fromShape: ["shape"],
  write(graph, { inputs, shape }) {
    // One extent may be left to the runtime: the batch's.
    const open = shape.filter((extent) => typeof extent !== "number");
    const whole =
      open.length === 1
        ? graph.constant(
            shape.map((extent) => (typeof extent === "number" ? extent : -1)),
            "int64",
          )
        : graph.shape(shape);
    return graph.node("Reshape", [inputs["x"]!.name, whole]);
  },
};

const expand: OpWriter = {
  fromShape: ["shape"],
  write: (graph, { inputs, shape }) => graph.node("Expand", [inputs["x"]!.name, graph.shape(shape)]),
};

const permute: OpWriter<{ readonly dims: readonly number[] }> = {
  write: (graph, { inputs, attrs: { dims } }) =>
    graph.node("Transpose", [inputs["x"]!.name], {
      perm: { ints: dims.map((dim) => (dim < 0 ? dim + dims.length : dim)) },
    }),
};

/** The end of a slice that goes as far as the axis does. */
const FAR = 2 ** 31;

interface SliceAttrs {
  readonly dim: number;
  readonly start?: number;
  readonly end?: number;
  readonly step?: number;
}

const slice: OpWriter<SliceAttrs> = {
  write: (graph, { inputs, attrs: { dim, start = 0, end = FAR, step = 1 } }) =>
    graph.node("Slice", [
      inputs["x"]!.name,
      ...[start, end, dim, step].map((value) => graph.constant([value], "int64")),
    ]),
};

const concat: OpWriter<{ readonly dim: number }> = {
  write: (graph, { inputs, attrs }) =>
    graph.node(
      "Concat",
      Object.keys(inputs).map((name) => inputs[name]!.name),
      { axis: { int: attrs.dim } },
    ),
};

const pad: OpWriter<{ readonly padding: readonly number[]; readonly value?: number }> = {
  write(graph, { op, inputs, attrs: { padding, value = 0 } }) {
    const x = inputs["x"]!;
    if (x.dtype !== "f32") throw unsaid(op, "numbers of f32", x.dtype);
    const pairs = x.shape.map((_, axis) => {
      const at = 2 * (x.shape.length - 1 - axis);
      return [padding[at] ?? 0, padding[at + 1] ?? 0] as const;
    });
    const pads = [...pairs.map(([before]) => before), ...pairs.map(([, after]) => after)];
    return graph.node("Pad", [x.name, graph.constant(pads, "int64"), graph.scalar(value)]);
  },
};

const tile: OpWriter<{ readonly dims: readonly number[] }> = {
  write(graph, { inputs, shape, attrs: { dims } }) {
    const x = inputs["x"]!;
    const missing = dims.length - x.shape.length;
    // As many axes as there are numbers, and as many numbers as axes.
    const whole =
      missing > 0
        ? graph.node("Unsqueeze", [x.name, graph.constant([...Array(missing).keys()], "int64")])
        : x.name;
    const copies = [...Array<number>(shape.length - dims.length).fill(1), ...dims];
    return graph.node("Tile", [whole, graph.constant(copies, "int64")]);
  },
};

const flip: OpWriter<{ readonly dims: readonly number[] }> = {
  write: (graph, { inputs, attrs: { dims } }) =>
    graph.node("Slice", [
      inputs["x"]!.name,
      graph.constant(
        dims.map(() => FAR),
        "int64",
      ),
      graph.constant(
        dims.map(() => -FAR),
        "int64",
      ),
      graph.constant(dims, "int64"),
      graph.constant(
        dims.map(() => -1),
        "int64",
      ),
    ]),
};

export const layout: OpWriters = { reshape, expand, permute, slice, concat, pad, tile, flip };
