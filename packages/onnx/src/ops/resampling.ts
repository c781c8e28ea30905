import type { Graph } from "../graph.ts";
import { type OnnxCall, type OpWriter, type OpWriters, pairOf, unsaid } from "./op-writer.ts";
import { plane } from "./windows.ts";

/** `size` in pixels, or `scaleFactor`. */
interface Target {
  readonly size?: readonly [number, number];
  readonly scaleFactor?: number | readonly [number, number];
}

interface Between extends Target {
  /** In the words of ONNX. */
  readonly coordinateMode: string;
}

/** ONNX's Resize along height and width; `attributes` say how. */
function resize(graph: Graph, call: OnnxCall<Target>, attributes: Readonly<Record<string, string>>): string {
  const { op, attrs, inputs, shape } = call;
  const x = inputs["x"]!;
  const [from, to] = [plane(op, x.shape), plane(op, shape)];
  const factors = attrs.scaleFactor === undefined ? null : pairOf(attrs.scaleFactor);
  const exact = !factors || factors.every((factor, axis) => factor * from[axis]! === to[axis]);
  return graph.node(
    "Resize",
    [x.name, "", ...(exact ? ["", graph.constant(to, "int64")] : [graph.constant([...factors])])],
    {
      axes: { ints: [2, 3] },
      ...Object.fromEntries(Object.entries(attributes).map(([name, text]) => [name, { text }])),
    },
  );
}

const upsampleBilinear2d: OpWriter<Between> = {
  write: (graph, call) =>
    resize(graph, call, {
      mode: "linear",
      coordinate_transformation_mode: call.attrs.coordinateMode,
    }),
};

const upsampleBicubic2d: OpWriter<Between> = {
  // ONNX's cubic_coeff_a is -0.75 where nothing else is said, as ours is.
  write: (graph, call) =>
    resize(graph, call, { mode: "cubic", coordinate_transformation_mode: call.attrs.coordinateMode }),
};

const upsampleNearest2d: OpWriter<Target & { readonly exact?: boolean }> = {
  /** Whole factors alone: others land on edges, which runtimes round as they like. */
  write(graph, call) {
    const { op, inputs, shape, attrs } = call;
    const [from, to] = [plane(op, inputs["x"]!.shape), plane(op, shape)];
    if (!to.every((extent, axis) => Number.isInteger(extent / from[axis]!)))
      throw unsaid(op, "whole factors", `[${from.join(", ")}] to [${to.join(", ")}]`);
    return resize(graph, call, {
      mode: "nearest",
      coordinate_transformation_mode: attrs.exact ? "half_pixel" : "asymmetric",
      nearest_mode: attrs.exact ? "round_prefer_ceil" : "floor",
    });
  },
};

export const resampling: OpWriters = { upsampleBilinear2d, upsampleBicubic2d, upsampleNearest2d };
