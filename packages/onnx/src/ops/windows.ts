import { type Extent, fixed } from "../extent.ts";
import { type OnnxCall, type Pair, pairOf, type Sides, sidesOf } from "./op-writer.ts";

/** Which windows of an image a pooling looks at. */
export interface WindowAttrs {
  readonly kernelSize: Pair;
  readonly stride?: Pair | undefined;
  readonly padding?: Pair | Sides | undefined;
  readonly dilation?: Pair | undefined;
}

export const plane = (op: string, shape: readonly Extent[]): readonly [height: number, width: number] => {
  const [height, width] = fixed(op, shape.slice(2));
  return [height!, width!];
};

/** Windows in ONNX's words, and by how much the last reach beyond the padding. */
export function windowsOf({ op, attrs, inputs, shape }: OnnxCall<WindowAttrs>) {
  const { kernelSize, stride = kernelSize, padding = 0, dilation = 1 } = attrs;
  const [kernel, strides, dilations] = [pairOf(kernelSize), pairOf(stride), pairOf(dilation)];
  const pads = sidesOf(padding);
  const [from, to] = [plane(op, inputs["x"]!.shape), plane(op, shape)];
  const beyond = [0, 1].map((axis) => {
    const reach = (to[axis]! - 1) * strides[axis]! + dilations[axis]! * (kernel[axis]! - 1) + 1;
    return Math.max(0, reach - from[axis]! - pads[axis]! - pads[axis + 2]!);
  });
  return { kernel, strides, dilations, pads, beyond };
}
