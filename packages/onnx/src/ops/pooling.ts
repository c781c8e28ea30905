import type {
  AdaptivePoolAttrs,
  AvgPool2dOptions,
  MaxPool2dOptions,
  MaxUnpool2dOptions,
} from "@equipoise/tensor";
import { type OpWriter, type OpWriters, pairOf, unsaid } from "./op-writer.ts";
import { plane, windowsOf } from "./windows.ts";

const maxPool2d: OpWriter<MaxPool2dOptions> = {
  write(graph, call) {
    const { kernel, strides, dilations, pads, beyond } = windowsOf(call);
    const [height, width] = plane(call.op, call.inputs["x"]!.shape);
    const [top, left, bottom, right] = pads;
    const places = call.read.has("taken") ? [graph.fresh("Indices")] : [];
    const y = graph.node(
      "MaxPool",
      [call.inputs["x"]!.name],
      {
        kernel_shape: { ints: kernel },
        strides: { ints: strides },
        dilations: { ints: dilations },
        // What ceilMode adds is padding: ONNX's own rounding up differs between versions.
        pads: { ints: [top, left, bottom + beyond[0]!, right + beyond[1]!] },
      },
      places,
    );
    // ONNX counts places through the whole tensor, we within each plane.
    const within = places.map((name) => graph.node("Mod", [name, graph.constant([height * width], "int64")]));
    return within.length > 0 ? { y, taken: within[0]! } : y;
  },
};

const avgPool2d: OpWriter<AvgPool2dOptions> = {
  write(graph, call) {
    const { op, attrs, inputs } = call;
    const { countIncludePad = true, divisorOverride } = attrs;
    const { kernel, strides, pads, beyond } = windowsOf(call);
    if (beyond.some((pixels) => pixels > 0))
      throw unsaid(op, "windows within the padding", "some beyond it, of ceilMode");
    const mean = graph.node("AveragePool", [inputs["x"]!.name], {
      kernel_shape: { ints: kernel },
      strides: { ints: strides },
      pads: { ints: pads },
      count_include_pad: { int: Number(countIncludePad || divisorOverride !== undefined) },
    });
    if (divisorOverride === undefined) return mean;
    return graph.node("Mul", [mean, graph.scalar((kernel[0] * kernel[1]) / divisorOverride)]);
  },
};

/** Windows of one size that do not overlap, where the outputs divide the inputs; ONNX has no others. */
const adaptive = (whole: string, pool: string): OpWriter<AdaptivePoolAttrs> => ({
  write(graph, { op, inputs, shape }) {
    const x = inputs["x"]!;
    const [from, to] = [plane(op, x.shape), plane(op, shape)];
    if (to[0] === 1 && to[1] === 1) return graph.node(whole, [x.name]);
    const kernel = from.map((extent, axis) => extent / to[axis]!);
    if (!kernel.every(Number.isInteger))
      throw unsaid(op, "an outputSize that divides the image", `[${to.join(", ")}] of [${from.join(", ")}]`);
    return graph.node(pool, [x.name], { kernel_shape: { ints: kernel }, strides: { ints: kernel } });
  },
});

const maxUnpool2d: OpWriter<MaxUnpool2dOptions> = {
  fromShape: ["outputSize"],
  /**
   * Scattered plane by plane, as ONNX's MaxUnpool counts places through the whole tensor, so that planes would have to be
   * of the pooled image's size. No place may come twice, which it leaves open.
   */
  write(graph, call) {
    const { op, attrs, inputs, shape } = call;
    const { kernelSize, stride = kernelSize } = attrs;
    const [kernel, strides] = [pairOf(kernelSize), pairOf(stride)];
    if (kernel.some((extent, axis) => extent > strides[axis]!))
      throw unsaid(
        op,
        "windows that do not overlap",
        `kernelSize [${kernel.join(", ")}] of stride [${strides.join(", ")}]`,
      );
    const [height, width] = plane(op, shape);
    const [n, c] = shape;
    const lines = graph.constant([0, 0, -1], "int64");
    const flat = (name: string) => graph.node("Reshape", [name, lines]);
    const zeros = graph.node("ConstantOfShape", [graph.shape([n!, c!, height * width])]);
    const y = graph.node("ScatterElements", [zeros, flat(inputs["indices"]!.name), flat(inputs["x"]!.name)], {
      axis: { int: 2 },
    });
    return graph.node("Reshape", [y, graph.shape(shape)]);
  },
};

export const pooling: OpWriters = {
  maxPool2d,
  avgPool2d,
  adaptiveAvgPool2d: adaptive("GlobalAveragePool", "AveragePool"),
  adaptiveMaxPool2d: adaptive("GlobalMaxPool", "MaxPool"),
  maxUnpool2d,
};
