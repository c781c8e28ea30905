import type { Conv2dOptions, ConvTranspose2dOptions } from "@equipoise/tensor";
import { fixed } from "../extent.ts";
import { type OnnxCall, type OpWriter, type OpWriters, pairOf, sidesOf } from "./op-writer.ts";

const names = ({ inputs }: OnnxCall<unknown>) => [
  inputs["x"]!.name,
  inputs["weight"]!.name,
  ...(inputs["bias"] ? [inputs["bias"].name] : []),
];

const conv2d: OpWriter<Conv2dOptions> = {
  write(graph, call) {
    const { stride = 1, dilation = 1, groups = 1 } = call.attrs;
    return graph.node("Conv", names(call), {
      strides: { ints: pairOf(stride) },
      pads: { ints: padsOf(call) },
      dilations: { ints: pairOf(dilation) },
      group: { int: groups },
    });
  },
};

/** `[top, left, bottom, right]`, ONNX's order; an odd number for `"same"` puts the odd one last. */
function padsOf({ op, attrs: { padding = 0, dilation = 1 }, inputs }: OnnxCall<Conv2dOptions>) {
  if (padding === "valid") return sidesOf(0);
  if (padding !== "same") return sidesOf(padding);
  const [, , r, s] = fixed(op, inputs["weight"]!.shape);
  const [down, across] = pairOf(dilation);
  const [height, width] = [down * (r! - 1), across * (s! - 1)];
  const [top, left] = [Math.floor(height / 2), Math.floor(width / 2)];
  return [top, left, height - top, width - left];
}

const convTranspose2d: OpWriter<ConvTranspose2dOptions> = {
  write(graph, call) {
    const { stride = 1, padding = 0, outputPadding = 0, groups = 1, dilation = 1 } = call.attrs;
    return graph.node("ConvTranspose", names(call), {
      strides: { ints: pairOf(stride) },
      pads: { ints: sidesOf(padding) },
      output_padding: { ints: pairOf(outputPadding) },
      dilations: { ints: pairOf(dilation) },
      group: { int: groups },
    });
  },
};

export const convolution: OpWriters = { conv2d, convTranspose2d };
