import { type Shape, ShapeError, type Tensor } from "@equipoise/tensor";
import type { Init } from "./init.ts";

/** Which of a weight's two fans keeps its variance: that of the forward pass, or of the backward pass. */
export type FanMode = "fanIn" | "fanOut";

/**
 * Inputs and outputs that meet in a weight `[out, in, ...kernel]`: extents times the kernel's size.
 *
 * @throws {ShapeError} if the weight has fewer than two axes.
 * @see PyTorch `torch.nn.init._calculate_fan_in_and_fan_out`
 */
export function fans(shape: Shape): Readonly<Record<FanMode, number>> {
  const [out, into, ...kernel] = shape;
  if (out === undefined || into === undefined)
    throw new ShapeError("fans", "a weight of two axes or more", { weight: shape });
  const window = kernel.reduce((product, extent) => product * extent, 1);
  return { fanIn: into * window, fanOut: out * window };
}

/** The gains of functions that keep theirs, but for that of ReLU. @see PyTorch `torch.nn.init.calculate_gain` */
export const gains = { linear: 1, sigmoid: 1, tanh: 5 / 3, selu: 3 / 4 } as const;

/** The gain of ReLU, and of a leaky one with a negative slope: √(2 / (1 + slope²)). */
export const reluGain = (negativeSlope = 0): number => Math.sqrt(2 / (1 + negativeSlope ** 2));

export interface KaimingOptions {
  readonly mode?: FanMode;
  /** Default that of ReLU, √2. */
  readonly gain?: number;
}

/** Deviation gain / √fan, normal. @see He et al. 2015; PyTorch `kaiming_normal_` */
export function kaimingNormal(
  init: Init,
  shape: Shape,
  { mode = "fanIn", gain = reluGain() }: KaimingOptions = {},
): Tensor {
  return init.normal(shape, gain / Math.sqrt(fans(shape)[mode]));
}

/** Even within ±gain √(3 / fan), of the same deviation. @see PyTorch `kaiming_uniform_` */
export function kaimingUniform(
  init: Init,
  shape: Shape,
  { mode = "fanIn", gain = reluGain() }: KaimingOptions = {},
): Tensor {
  return init.uniform(shape, gain * Math.sqrt(3 / fans(shape)[mode]));
}

/** Deviation gain √(2 / (fanIn + fanOut)), normal. @see Glorot and Bengio 2010; PyTorch `xavier_normal_` */
export function xavierNormal(init: Init, shape: Shape, gain = 1): Tensor {
  const { fanIn, fanOut } = fans(shape);
  return init.normal(shape, gain * Math.sqrt(2 / (fanIn + fanOut)));
}

/** Even within ±gain √(6 / (fanIn + fanOut)), of the same deviation. @see PyTorch `xavier_uniform_` */
export function xavierUniform(init: Init, shape: Shape, gain = 1): Tensor {
  const { fanIn, fanOut } = fans(shape);
  return init.uniform(shape, gain * Math.sqrt(6 / (fanIn + fanOut)));
}
